import { createStore } from '../../ui/store.ts'

/** The row that keys act on: a session, or a profile under it. */
export const sessionCursor = createStore<string | undefined>(undefined)
/** Sessions that were unfolded or folded by hand; the others show their profiles when they are alone. */
export const foldedByHand = createStore<ReadonlyMap<string, boolean>>(new Map())
/** How many profiles of a session are shown, where that is more than the first few. */
export const shownProfiles = createStore<ReadonlyMap<string, number>>(new Map())
/** The panel of a session is open over the list, where there is no room beside it. */
export const panelOpen = createStore(false)
