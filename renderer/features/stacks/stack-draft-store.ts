import { createDrafts } from '../../list/drafts.ts'
import type { Value } from './option-values.ts'

/** What the user has changed of a stack and not yet written. */
export interface StackDraft {
  /** New values by option; null takes the option out of the stack file. */
  readonly values: ReadonlyMap<string, Value>
  readonly addedEnvironments: readonly string[]
  readonly removedEnvironments: readonly string[]
}

const noDraft: StackDraft = { values: new Map(), addedEnvironments: [], removedEnvironments: [] }

/** Drafts by `keyOf`. */
export const stackDrafts = createDrafts(noDraft)

export function draftOf(drafts: ReadonlyMap<string, StackDraft>, key: string): StackDraft {
  return drafts.get(key) ?? noDraft
}

/** Whether a stack has changes that were not written. */
export function hasStackChanges(): boolean {
  return [...stackDrafts.get().values()].some(
    ({ values, addedEnvironments, removedEnvironments }) =>
      values.size + addedEnvironments.length + removedEnvironments.length > 0,
  )
}
