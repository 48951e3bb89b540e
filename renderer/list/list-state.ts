import { createStore, type Store } from '../ui/store.ts'

/** What a list keeps while the user is on other screens. Rows are identified by their keys. */
export interface ListState {
  /** The text of the filter. */
  readonly filterText: Store<string>
  /** The row that keys act on. */
  readonly cursor: Store<string | undefined>
  readonly selected: Store<ReadonlySet<string>>
}

export function createListState(): ListState {
  return {
    filterText: createStore(''),
    cursor: createStore<string | undefined>(undefined),
    selected: createStore<ReadonlySet<string>>(new Set()),
  }
}

/** A set with one member added or removed. */
export function toggled<T>(set: ReadonlySet<T>, member: T): ReadonlySet<T> {
  const next = new Set(set)
  if (!next.delete(member)) next.add(member)
  return next
}
