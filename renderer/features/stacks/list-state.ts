import type { StackSummary } from '../../../shared/contract/models.ts'
import { createStore } from '../../ui/store.ts'

export type StackTab = 'all' | 'wrong' | 'open'
export type ProfileFrom = StackSummary['profileFrom']

/** What the list shows; kept while the user is on other screens. Stacks are named by `keyOf`. */
export const stackFilter = createStore('')
export const stackTab = createStore<StackTab>('all')
export const sourceFilter = createStore<ProfileFrom | undefined>(undefined)
/** The stack that keys act on. */
export const stackCursor = createStore<string | undefined>(undefined)
export const selectedStacks = createStore<ReadonlySet<string>>(new Set())
/** Where the choice of a profile is open: at the row of a stack, or at the bar of the selected ones. */
export const chooserAt = createStore<string | undefined>(undefined)
export const barChooser = 'bar'

/** Shows every stack again. */
export function clearStackFilters(): void {
  stackFilter.set('')
  stackTab.set('all')
  sourceFilter.set(undefined)
}

/** A set with one member put in or taken out. */
export function toggled<T>(set: ReadonlySet<T>, member: T): ReadonlySet<T> {
  const next = new Set(set)
  if (!next.delete(member)) next.add(member)
  return next
}
