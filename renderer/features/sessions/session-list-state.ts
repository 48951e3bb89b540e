import { createStore } from '../../ui/store.ts'

/** The row that keys act on: a session, or a profile under it. */
export const sessionCursor = createStore<string | undefined>(undefined)
/** Sessions that the user unfolded or folded; a session that is the only one shows its profiles by default. */
export const foldedByHand = createStore<ReadonlyMap<string, boolean>>(new Map())
/** How many profiles of a session are shown, if more than the first few. */
export const shownProfiles = createStore<ReadonlyMap<string, number>>(new Map())
/** Whether the panel of a session is open over the list, when there is no room next to it. */
export const panelOpen = createStore(false)
