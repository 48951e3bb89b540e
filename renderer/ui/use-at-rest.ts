import { useEffect, useState } from 'react'

/**
 * True once the component stood, and no key was pressed, for so many milliseconds: what is not needed for the next letter is asked
 * for then, and does not hold it up.
 */
export function useAtRest(milliseconds: number): boolean {
  const [atRest, setAtRest] = useState(false)
  useEffect(() => {
    if (atRest) return undefined
    let timer = setTimeout(() => setAtRest(true), milliseconds)
    const wait = () => {
      clearTimeout(timer)
      timer = setTimeout(() => setAtRest(true), milliseconds)
    }
    window.addEventListener('keydown', wait, { capture: true, passive: true })
    return () => {
      clearTimeout(timer)
      window.removeEventListener('keydown', wait, { capture: true })
    }
  }, [atRest, milliseconds])
  return atRest
}
