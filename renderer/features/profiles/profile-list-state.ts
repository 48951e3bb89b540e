import { createListState } from '../../list/list-state.ts'
import { createStore } from '../../ui/store.ts'
import type { ProfileKind } from './profile-kinds.ts'

export type ListTab = 'all' | 'expiring' | 'attention' | 'disagree'
export type SortKey = 'name' | 'kind' | 'account' | 'region' | 'status'
export interface Sort {
  readonly key: SortKey
  readonly down: boolean
}

/** The state of the list; kept while the user is on other screens. The panel shows the profile at the cursor. */
export const profileListState = createListState()
export const { cursor, filterText, selected } = profileListState
export const listTab = createStore<ListTab>('all')
export const kindFilter = createStore<ReadonlySet<ProfileKind>>(new Set())
export const accountFilter = createStore<ReadonlySet<string>>(new Set())
export const sortBy = createStore<Sort>({ key: 'name', down: false })
/** Undefined: depends on the number of profiles and the density. */
export const groupByAccount = createStore<boolean | undefined>(undefined)
export const closedAccounts = createStore<ReadonlySet<string>>(new Set())
/** Accounts whose matches are all shown while a filter is on. */
export const fullAccounts = createStore<ReadonlySet<string>>(new Set())
/** Whether the sheet is open: below 960 px the panel is a sheet. */
export const sheetOpen = createStore(false)

const stores = [listTab, kindFilter, accountFilter] as const
const starts = stores.map((store) => store.get())

/** Shows every profile again. */
export function clearFilters(): void {
  filterText.set('')
  stores.forEach((store, index) => (store as { set(value: unknown): void }).set(starts[index]))
}
