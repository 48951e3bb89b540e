import { useEffect, useState } from 'react'

/** Long enough that keys which are typed one after the other, or held down, do not count as rest. Milliseconds. */
const restAfter = 200

/** True once the component stood for a moment: what it would ask for is worth asking then. */
export function useAtRest(): boolean {
  const [atRest, setAtRest] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setAtRest(true), restAfter)
    return () => clearTimeout(timer)
  }, [])
  return atRest
}
