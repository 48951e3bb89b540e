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

/** Milliseconds after the first answer shows: until then, the first screen has the machine to itself. */
const loadAfter = 500

const take = () => waitingToasts.set([])

/** Shows toasts; their code loads with the first toast, or some time after the first screen. */
export function ToastLayer() {
  const all = useStore(waitingToasts)
  const waiting = all.length > 0
  const [used, setUsed] = useState(false)
  if (waiting && !used) setUsed(true)
  const answered = useSnapshot() !== undefined
  useEffect(() => {
    if (!answered) return
    // Loaded in advance: a toast reports a lost host, and by then its code could no longer load.
    const timer = setTimeout(Toasts.preload, loadAfter)
    return () => clearTimeout(timer)
  }, [answered])
  if (!used) return null
  return (
    // Toasts that could not show wait for the next one.
    <LayerBoundary again={all} onFailure={() => undefined}>
      <Toasts waiting={all} onTaken={take} timeMs={toastTimeMs} />
    </LayerBoundary>
  )
}
