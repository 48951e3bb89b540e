import type { CallOf } from '../../shared/contract/call-of.ts'
import type { Operation } from '../../shared/contract/models.ts'

export type EditMethod =
  'edits.plan' | 'edits.apply' | 'edits.discard' | 'history.planPurge' | 'history.purge'

/** The part of the contract that a writing command needs. */
export type EditCall = CallOf<EditMethod>

/** Operations that concern only the shared files: no stack, favourite or active profile has to follow. */
export function touchesFilesOnly(operations: readonly Operation[]): boolean {
  return operations.every(({ type }) =>
    ['set', 'unset', 'setMany', 'addProfile', 'duplicateProfile'].includes(type),
  )
}

/** Whether an operation is about a profile, not about another kind of section. */
export function isProfile(operation: Operation): boolean {
  return !('section' in operation) || operation.section === undefined || operation.section === 'profile'
}
