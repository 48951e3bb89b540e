import { createDrafts } from '../../list/drafts.ts'
import type { Value } from './option-values.ts'

/** Unsaved changes to a stack. */
export interface StackDraft {
  /** New values by option; null removes the option from the stack file. */
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

/** Whether any stack has unsaved changes. */
export function hasStackChanges(): boolean {
  return [...stackDrafts.get().values()].some(
    ({ values, addedEnvironments, removedEnvironments }) =>
      values.size + addedEnvironments.length + removedEnvironments.length > 0,
  )
}
