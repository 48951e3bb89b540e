import { useState } from 'react'
import { useStore } from './store.ts'
import { waitingToasts } from './toasts.ts'
import { late } from '../ui/late.tsx'

const Toasts = late(
  () => import('../ui/toasts.tsx'),
  (module) => module.Toasts,
)

/** Shows toasts; the code for them is loaded with the first one. */
export function ToastLayer() {
  const waiting = useStore(waitingToasts).length > 0
  const [used, setUsed] = useState(false)
  if (waiting && !used) setUsed(true)
  return used ? <Toasts /> : null
}
