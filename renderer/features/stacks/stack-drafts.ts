import type { StackDetail, StackOperationInput, StackOptionView } from '../../../shared/contract/models.ts'
import { validateOption } from '../../../shared/domain/pulumi/options/validate.ts'
import { withDraftValue, withoutDraftValue } from '../../list/drafts.ts'
import { operationsFor, sameValue, withoutEmpty, type Value } from './option-values.ts'
import type { StackDraft } from './stack-draft-store.ts'

/** The value in the stack file itself; a value from the project file is only inherited. */
export function ownValue(option: StackOptionView): Value | undefined {
  return option.from === 'stack' ? option.value : undefined
}

/** Sets an option in a draft; setting the current value reverts the change. */
export function withOption(draft: StackDraft, option: StackOptionView, value: Value): StackDraft {
  return sameValue(value === null ? undefined : value, option.value)
    ? withoutDraftValue(draft, option.name)
    : withDraftValue(draft, option.name, value)
}

export function countChanges(draft: StackDraft): number {
  return draft.values.size + draft.addedEnvironments.length + draft.removedEnvironments.length
}

/** What is wrong with each changed option, by its name. */
export function checkStackDraft(draft: StackDraft, detail: StackDetail): ReadonlyMap<string, string> {
  const errors = new Map<string, string>()
  const set = new Set(
    detail.options.flatMap(({ name, value, secure }) => {
      const now = draft.values.has(name) ? draft.values.get(name) : value
      return now === null || (now === undefined && !secure) ? [] : [`aws:${name}`]
    }),
  )
  for (const [name, value] of draft.values) {
    const kept = value === null ? undefined : withoutEmpty(value)
    if (kept === undefined) continue
    const major = detail.project.awsMajor
    const checked = validateOption(`aws:${name}`, kept, {
      ...(major === undefined ? {} : { major }),
      otherKeys: set,
    })
    if (!checked.ok) {
      const { message, reason, remedy } = checked.error
      errors.set(name, [message, reason, remedy].filter((part) => part !== undefined).join(' '))
    }
  }
  return errors
}

/** The operations that the draft asks core to write. */
export function stackDraftOperations(draft: StackDraft, detail: StackDetail): StackOperationInput[] {
  const byName = new Map(detail.options.map((option) => [option.name, option]))
  return [
    ...[...draft.values].flatMap(([name, value]) => {
      const option = byName.get(name)
      const kept = value === null ? undefined : withoutEmpty(value)
      return option === undefined ? [] : operationsFor(name, ownValue(option), kept)
    }),
    ...draft.removedEnvironments.map((name): StackOperationInput => ({ type: 'removeEnvironment', name })),
    ...draft.addedEnvironments.map((name): StackOperationInput => ({ type: 'addEnvironment', name })),
  ]
}
