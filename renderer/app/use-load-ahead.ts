import { useEffect } from 'react'
import { loadParts } from './load-parts.ts'
import { useSnapshot } from './core-queries.ts'

/**
 * Loads the rest of the page after its first screen. When the host is gone, another program may have its port, and nothing
 * may load from there any more: so the page loads everything that it may need in advance.
 */
export function useLoadAhead(): void {
  const answered = useSnapshot() !== undefined
  useEffect(() => {
    if (!answered) return
    const load = () =>
      loadParts().catch(() => {
        // The next part to show tries again, and reports a failure.
      })
    // Two frames: by then, the first screen is painted.
    const frame = requestAnimationFrame(() => requestAnimationFrame(() => void load()))
    return () => cancelAnimationFrame(frame)
  }, [answered])
}
