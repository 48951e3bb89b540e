import { useEffect } from 'react'
import { loadAllParts } from '../ui/late.tsx'
import { useSnapshot } from './queries.ts'

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
const idle = () =>
  new Promise((resolve) => {
    if ('requestIdleCallback' in window) requestIdleCallback(resolve, { timeout: 500 })
    else setTimeout(resolve)
  })

/**
 * Loads the rest of the page behind its first screen. When the host is away somebody else may have its port, and nothing
 * may be loaded from there any more: what the page can need is there before.
 */
export function useLoadAhead(): void {
  const answered = useSnapshot() !== undefined
  useEffect(() => {
    if (!answered || window.stackpass !== undefined) return
    void frame()
      .then(frame)
      .then(() => loadAllParts(idle))
  }, [answered])
}
