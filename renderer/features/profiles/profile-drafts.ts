import type { ProfileDetail, Operation } from '../../../shared/contract/models.ts'
import { createDrafts, withDraftValue, withoutDraftValue } from '../../list/drafts.ts'
import { createStore } from '../../ui/store.ts'

/** A setting as it was on disk when the user began to edit. */
export interface BaseSetting {
  readonly value: string | undefined
  readonly secret: boolean
  readonly length: number | undefined
}

/** Unsaved input in the form of one profile. `null` removes a key. */
export interface Draft {
  readonly base: ReadonlyMap<string, BaseSetting>
  readonly values: ReadonlyMap<string, string | null>
  /** Keys that the user added beyond the fields of the kind, in order. */
  readonly added: readonly string[]
}

/** Drafts by profile name. */
export const drafts = createDrafts<Draft>()

/** Counts how often the user asked for a form: a form that is already open takes the focus. */
export const formAsked = createStore(0)

/** Profiles that are no longer in the list but have unsaved input. */
export function strandedDrafts(
  all: ReadonlyMap<string, Draft>,
  profiles: readonly { readonly name: string }[],
): readonly string[] {
  return [...all].flatMap(([name, draft]) =>
    draft.values.size > 0 && !profiles.some((profile) => profile.name === name) ? [name] : [],
  )
}

export function baseOf(detail: ProfileDetail): ReadonlyMap<string, BaseSetting> {
  return new Map(
    detail.settings.map((setting) => [
      setting.key,
      { value: setting.value, secret: setting.secret, length: setting.length },
    ]),
  )
}

export function startDraft(detail: ProfileDetail): void {
  formAsked.update((times) => times + 1)
  drafts.begin(detail.summary.name, { base: baseOf(detail), values: new Map(), added: [] })
}

/** The draft with one value typed; typing the original value reverts the change. */
export function withValue(draft: Draft, key: string, value: string | null): Draft {
  const base = draft.base.get(key)
  const same =
    base === undefined
      ? value === null || value === ''
      : value !== null && ((!base.secret && value === (base.value ?? '')) || (base.secret && value === ''))
  return same
    ? withoutDraftValue(draft, key)
    : withDraftValue(draft, key, value === '' && base !== undefined ? null : value)
}

/** The operations that change the files to what the user typed. */
export function draftOperations(name: string, draft: Draft): readonly Operation[] {
  const entries: { key: string; value: string }[] = []
  const operations: Operation[] = []
  for (const [key, value] of draft.values) {
    if (value === null) operations.push({ type: 'unset', profile: name, key })
    else entries.push({ key, value: value.trim() })
  }
  const [only] = entries
  if (entries.length === 1 && only !== undefined) {
    operations.unshift({ type: 'set', profile: name, key: only.key, value: only.value })
  } else if (entries.length > 1) operations.unshift({ type: 'setMany', profile: name, entries })
  return operations
}

/** Keys that another program changed on disk since the draft began. */
export function changedOnDisk(draft: Draft, detail: ProfileDetail): readonly string[] {
  const now = baseOf(detail)
  const keys = new Set([...draft.base.keys(), ...now.keys()])
  return [...keys].filter((key) => {
    const before = draft.base.get(key)
    const after = now.get(key)
    return before?.value !== after?.value || before?.length !== after?.length
  })
}
