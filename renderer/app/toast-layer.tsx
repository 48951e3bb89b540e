import { useEffect, useState } from 'react'
import { late } from '../ui/late-part.tsx'
import { LayerBoundary } from '../ui/layer-boundary.tsx'
import { useStore } from '../ui/store.ts'
import { useSnapshot } from './core-queries.ts'
import { toastTimeMs, waitingToasts } from './notify.ts'

const Toasts = late(
  () => import('../ui/toast-list.tsx'),
  (module) => module.Toasts,
)

/** Milliseconds after the first answer is shown: the first screen has the machine to itself until then. */
const loadAfter = 500

const take = () => waitingToasts.set([])

/** Shows toasts; the code for them is loaded with the first one, or when the first screen has long been shown. */
export function ToastLayer() {
  const all = useStore(waitingToasts)
  const waiting = all.length > 0
  const [used, setUsed] = useState(false)
  if (waiting && !used) setUsed(true)
  const answered = useSnapshot() !== undefined
  useEffect(() => {
    if (!answered) return
    // Before it is needed: that the host is away is said in a toast, and then its code cannot be had any more.
    const timer = setTimeout(Toasts.preload, loadAfter)
    return () => clearTimeout(timer)
  }, [answered])
  if (!used) return null
  return (
    // Toasts that could not be shown wait for the next one.
    <LayerBoundary again={all} onFailure={() => undefined}>
      <Toasts waiting={all} onTaken={take} timeMs={toastTimeMs} />
    </LayerBoundary>
  )
}
