import { useEffect, useState } from 'react'
import { createStore, useStore } from './store.ts'

/** The layers that are open, the topmost last. */
const layers = createStore<readonly symbol[]>([])

/**
 * Whether this layer may show itself: layers that are not nested in each other would hide one another from screen readers,
 * so one that is covered by a newer one steps aside until that one is gone. `open` is what its owner wants.
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
