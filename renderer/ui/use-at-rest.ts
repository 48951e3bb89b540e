import { useEffect, useState } from 'react'

let lastKey = Number.NEGATIVE_INFINITY
window.addEventListener('keydown', () => (lastKey = performance.now()), { capture: true, passive: true })

/** Calls back once no key was pressed for this many milliseconds, at the earliest from `from`. Returns a function that ends the wait. */
function whenKeysRest(milliseconds: number, from: number, call: () => void): () => void {
  let timer: ReturnType<typeof setTimeout>
  const look = () => {
    const left = Math.max(lastKey, from) + milliseconds - performance.now()
    if (left <= 0) call()
    else timer = setTimeout(look, left)
  }
  look()
  return () => clearTimeout(timer)
}

/** True unless a key was just pressed: work for a letter in the filter is useful only if no other letter follows. */
export function useKeysAtRest(milliseconds: number): boolean {
  const [atRest, setAtRest] = useState(() => performance.now() - lastKey >= milliseconds)
  useEffect(
    () => (atRest ? undefined : whenKeysRest(milliseconds, lastKey, () => setAtRest(true))),
    [atRest, milliseconds],
  )
  return atRest
}

/** True once the component was mounted, and no key was pressed, for this many milliseconds. */
export function useAtRest(milliseconds: number): boolean {
  const [atRest, setAtRest] = useState(false)
  useEffect(() => whenKeysRest(milliseconds, performance.now(), () => setAtRest(true)), [milliseconds])
  return atRest
}
