import { createStore, useStore } from '../ui/store.ts'

/** The input of an overlay; each feature defines its own. */
export type OverlayInput = Readonly<Record<string, unknown>>

interface OpenOverlay {
  readonly id: string
  readonly input: OverlayInput
}

const open = createStore<OpenOverlay | undefined>(undefined)

/** Opens the overlay that a feature registered under this id; only one is open at a time. */
export function openOverlay(id: string, input: OverlayInput = {}): void {
  open.set({ id, input })
}

/** Closes the overlay of this id, if it is the one that is open. */
export function closeOverlay(id: string): void {
  if (open.get()?.id === id) open.set(undefined)
}

/** Closes whichever overlay is open. */
export function closeAnyOverlay(): void {
  open.set(undefined)
}

/** Whether an overlay is open, or will be once its code has loaded. */
export function overlayIsOpen(): boolean {
  return open.get() !== undefined
}

export function useOpenOverlay(): OpenOverlay | undefined {
  return useStore(open)
}
