import type { StackSummary } from '../../../shared/contract/models.ts'
import { createListState } from '../../list/list-state.ts'
import { createStore } from '../../ui/store.ts'

export type StackTab = 'all' | 'wrong' | 'open'
export type ProfileFrom = StackSummary['profileFrom']

/** The state of the list; kept while the user is on other screens. Stacks go by `keyOf`. */
export const stackListState = createListState()
export const { cursor: stackCursor, filterText: stackFilter, selected: selectedStacks } = stackListState
export const stackTab = createStore<StackTab>('all')
export const sourceFilter = createStore<ProfileFrom | undefined>(undefined)
/** Where the profile chooser is open: at a stack's row, or at the selection bar. */
export const chooserAt = createStore<string | undefined>(undefined)
export const barChooser = 'bar'

/** Shows every stack again. */
export function clearStackFilters(): void {
  stackFilter.set('')
  stackTab.set('all')
  sourceFilter.set(undefined)
}
