import type { StackSummary } from '../../../shared/contract/models.ts'
import { createListState } from '../../list/list-state.ts'
import { createStore } from '../../ui/store.ts'

export type StackTab = 'all' | 'wrong' | 'open'
export type ProfileFrom = StackSummary['profileFrom']

/** What the list shows; kept while the user is on other screens. Stacks are named by `keyOf`. */
export const stackListState = createListState()
export const { cursor: stackCursor, filterText: stackFilter, selected: selectedStacks } = stackListState
export const stackTab = createStore<StackTab>('all')
export const sourceFilter = createStore<ProfileFrom | undefined>(undefined)
/** Where the choice of a profile is open: at the row of a stack, or at the bar of the selected ones. */
export const chooserAt = createStore<string | undefined>(undefined)
export const barChooser = 'bar'

/** Shows every stack again. */
export function clearStackFilters(): void {
  stackFilter.set('')
  stackTab.set('all')
  sourceFilter.set(undefined)
}
