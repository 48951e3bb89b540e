import { useEffect, useState } from 'react'
import { createStore, useStore } from './store.ts'

/** The layers that are open, the topmost last. */
const layers = createStore<readonly symbol[]>([])

/**
 * Whether this layer may show: layers that are not nested would hide each other from screen readers, so a layer that a newer
 * one covers is hidden until that one closes. `open` is what its owner wants.
 */
export function useTopLayer(open: boolean): boolean {
  const [id] = useState(() => Symbol('layer'))
  const all = useStore(layers)
  useEffect(() => {
    if (!open) return
    layers.update((old) => [...old, id])
    return () => layers.update((old) => old.filter((other) => other !== id))
  }, [open, id])
  return open && (all.at(-1) === id || !all.includes(id))
}
