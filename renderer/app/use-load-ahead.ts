import { useEffect } from 'react'
import { loadParts } from './load-parts.ts'
import { useSnapshot } from './core-queries.ts'

/**
 * Loads the rest of the page behind its first screen. When the host is away somebody else may have its port, and nothing
 * may be loaded from there any more: what the page can need is there before.
 */
export function useLoadAhead(): void {
  const answered = useSnapshot() !== undefined
  useEffect(() => {
    if (!answered) return
    const load = () =>
      loadParts().catch(() => {
        // The part that is shown next asks again, and tells.
      })
    // Two frames: the first screen is painted by then.
    const frame = requestAnimationFrame(() => requestAnimationFrame(() => void load()))
    return () => cancelAnimationFrame(frame)
  }, [answered])
}
