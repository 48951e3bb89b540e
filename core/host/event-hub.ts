import type { CoreEvent } from '../../shared/contract/events.ts'

export type CoreListener = (event: CoreEvent) => void

export interface EventHub {
  /** Returns the function that ends the subscription. */
  subscribe(listener: CoreListener): () => void
  emit(event: CoreEvent): void
}

/** Events go to every listener in order; a listener that throws does not keep them from the others. */
export function createEventHub(onListenerError: (error: unknown) => void): EventHub {
  const listeners = new Set<CoreListener>()
  return {
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    emit(event) {
      for (const listener of listeners) {
        try {
          listener(event)
        } catch (error) {
          onListenerError(error)
        }
      }
    },
  }
}
