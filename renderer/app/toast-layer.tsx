import { lazy, Suspense, useState } from 'react'
import { useStore } from './store.ts'
import { waitingToasts } from './toasts.ts'

const Toasts = lazy(() => import('../ui/toasts.tsx').then((module) => ({ default: module.Toasts })))

/** Shows toasts; the code for them is loaded with the first one. */
export function ToastLayer() {
  const waiting = useStore(waitingToasts).length > 0
  const [used, setUsed] = useState(false)
  if (waiting && !used) setUsed(true)
  if (!used) return null
  return (
    <Suspense fallback={null}>
      <Toasts />
    </Suspense>
  )
}
