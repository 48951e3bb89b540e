import { createStore, type Store } from '../ui/store.ts'

/** Unsaved input, by the key of its row. It stays while files change on disk and while the user is elsewhere. */
export interface Drafts<Draft> extends Store<ReadonlyMap<string, Draft>> {
  /** Begins a draft, unless there is one. */
  begin(key: string, draft: Draft): void
  change(key: string, change: (draft: Draft) => Draft): void
  drop(key: string): void
}

/** Drafts of one kind. A change starts from `blank`; without `blank`, a change needs an existing draft. */
export function createDrafts<Draft>(blank?: Draft): Drafts<Draft> {
  const store = createStore<ReadonlyMap<string, Draft>>(new Map())
  return {
    ...store,
    begin: (key, draft) => store.update((all) => (all.has(key) ? all : new Map(all).set(key, draft))),
    change: (key, change) =>
      store.update((all) => {
        const draft = all.get(key) ?? blank
        return draft === undefined ? all : new Map(all).set(key, change(draft))
      }),
    drop: (key) =>
      store.update((all) => {
        const left = new Map(all)
        left.delete(key)
        return left
      }),
  }
}

interface WithValues<Value> {
  readonly values: ReadonlyMap<string, Value>
}

/** The draft with one value changed. */
export function withDraftValue<Value, Draft extends WithValues<Value>>(
  draft: Draft,
  name: string,
  value: Value,
): Draft {
  return { ...draft, values: new Map(draft.values).set(name, value) }
}

/** The draft with the change to one value reverted. */
export function withoutDraftValue<Draft extends WithValues<unknown>>(draft: Draft, name: string): Draft {
  const values = new Map(draft.values)
  values.delete(name)
  return { ...draft, values }
}
