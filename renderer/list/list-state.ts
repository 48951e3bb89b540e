import { createStore, type Store } from '../ui/store.ts'

/** What a list keeps while the user is on other screens. Its rows go by keys of their own. */
export interface ListState {
  /** What is typed into the filter. */
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

/** A set with one member put in or taken out. */
export function toggled<T>(set: ReadonlySet<T>, member: T): ReadonlySet<T> {
  const next = new Set(set)
  if (!next.delete(member)) next.add(member)
  return next
}
