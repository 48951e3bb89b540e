import type { Operation, PlanView } from '../../shared/contract/models.ts'
import type { CliContext } from '../context.ts'
import { printNote } from '../output/reply.ts'

const listAtMost = 5

/** Notes which profiles refer to a profile that is deleted, or renamed without updating them. */
export function noteReferences(
  context: CliContext,
  operations: readonly Operation[],
  references: PlanView['references'],
): void {
  const dangling = operations.some(
    (operation) =>
      operation.type === 'deleteProfile' ||
      (operation.type === 'renameProfile' && operation.updateReferences === false),
  )
  if (!dangling || references.length === 0) return
  const named = references.slice(0, listAtMost).map(({ profile, key }) => `${profile} (${key})`)
  const more = references.length > listAtMost ? ` and ${references.length - listAtMost} more` : ''
  printNote(context, `Still pointing at it: ${named.join(', ')}${more}.`)
}

/** Notes which Pulumi stacks name a profile that is renamed or deleted without updating them. */
export function noteStacks(context: CliContext, stacks: NonNullable<PlanView['stacks']>): void {
  if (stacks.length === 0) return
  const named = stacks.slice(0, listAtMost).map(({ label }) => label)
  const more = stacks.length > listAtMost ? ` and ${stacks.length - listAtMost} more` : ''
  printNote(
    context,
    `Stacks that name it: ${named.join(', ')}${more}. With --stacks follow, they change too.`,
  )
}
