import { useEffect, useState } from 'react'
import { useStore } from './store.ts'
import { waitingToasts } from './toasts.ts'
import { late } from '../ui/late.tsx'
import { LayerBoundary } from '../ui/layer-boundary.tsx'

const Toasts = late(
  () => import('../ui/toasts.tsx'),
  (module) => module.Toasts,
)

/** Shows toasts; the code for them is loaded with the first one. */
export function ToastLayer() {
  const all = useStore(waitingToasts)
  const waiting = all.length > 0
  const [used, setUsed] = useState(false)
  if (waiting && !used) setUsed(true)
  useEffect(() => {
    // Before it is needed: that the host is away is said in a toast, and then its code cannot be had any more.
    const idle = window.requestIdleCallback?.(Toasts.preload)
    return () => {
      if (idle !== undefined) window.cancelIdleCallback(idle)
    }
  }, [])
  if (!used) return null
  return (
    // Toasts that could not be shown wait for the next one.
    <LayerBoundary again={all} onFailure={() => undefined}>
      <Toasts />
    </LayerBoundary>
  )
}
