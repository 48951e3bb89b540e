import type { Operation, PlanView } from '../../shared/contract/models.ts'
import { findReferences } from '../../shared/domain/aws/references.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import type { CoreContext } from '../context.ts'
import type { FileChange } from '../files/types.ts'
import { activeGoes, renameActive } from './active-profile.ts'
import { awsChanges } from './aws-changes.ts'
import type { AwsView } from './aws-files.ts'
import { followProfile } from './own-settings.ts'
import { plannedView, profilesWithNewKeys } from './planned-files.ts'
import { profileMissing } from './profile-missing.ts'
import { summariseOperations } from './summary.ts'

function referencesOf(view: AwsView, operations: readonly Operation[]): { profile: string; key: string }[] {
  const names = operations.flatMap((operation) => {
    if (operation.type === 'renameProfile') return [operation.from]
    return operation.type === 'deleteProfile' ? [operation.name] : []
  })
  return names.flatMap((name) =>
    findReferences(view.config.document, view.credentials.document, name).map(({ profile, key }) => ({
      profile,
      key,
    })),
  )
}

function unreadable(view: AwsView): Result<never> | undefined {
  const broken = [view.config, view.credentials].find((file) => file.state === 'unreadable')
  return broken?.error === undefined ? undefined : { ok: false, error: broken.error }
}

function isProfile(operation: Operation): boolean {
  return !('section' in operation) || operation.section === undefined || operation.section === 'profile'
}

/** The profile that an operation needs to be there already. */
function needed(operation: Operation): string | undefined {
  if (!isProfile(operation)) return undefined
  switch (operation.type) {
    case 'unset':
    case 'setActiveDefault':
      return operation.profile
    case 'deleteProfile':
      return operation.name
    case 'renameProfile':
    case 'duplicateProfile':
      return operation.from
    default:
      return undefined
  }
}

function missingProfile(view: AwsView, operations: readonly Operation[]): Result<never> | undefined {
  for (const operation of operations) {
    const name = needed(operation)
    // A section that is a profile for no reader, such as `[x]` in config, may still be repaired by its name.
    if (
      name === undefined ||
      view.profiles.has(name) ||
      view.diagnostics().some(({ profile }) => profile === name)
    )
      continue
    return profileMissing(name, view)
  }
  return undefined
}

/** The stacks that name a profile which is renamed or deleted, and the changes that make them follow, when asked to. */
async function stacksOf(
  context: CoreContext,
  operations: readonly Operation[],
  follow: boolean,
): Promise<Result<{ changes: readonly FileChange[]; stacks?: PlanView['stacks']; complete: boolean }>> {
  const names = operations.flatMap((operation) => {
    if (operation.type === 'renameProfile' && isProfile(operation)) return [operation.from]
    return operation.type === 'deleteProfile' && isProfile(operation) ? [operation.name] : []
  })
  if (names.length === 0) return ok({ changes: [], complete: true })
  const changes = follow ? await context.profileUsers.follow(operations) : ok([])
  if (!changes.ok) return changes
  const { users, complete } = await context.profileUsers.find(names)
  return ok({ changes: changes.value, stacks: [...users], complete })
}

const notAllSeen = {
  code: 'StacksNotAllSeen',
  message: 'Other stacks may name the profile too: not all folders were looked at yet.',
}

/**
 * Plans operations on the shared files and keeps the plan; nothing is written. Favourites and groups follow a rename when
 * the plan is applied, stacks in the same change with `follow`. Errors: those of the files, of the engines,
 * ProfileNotFound, NothingToChange.
 */
export async function planOperations(
  context: CoreContext,
  operations: readonly Operation[],
  summary?: string,
  stacks: 'follow' | 'leave' = 'leave',
): Promise<Result<PlanView>> {
  const view = await context.aws.view()
  const blocked = unreadable(view) ?? missingProfile(view, operations)
  if (blocked !== undefined) return blocked
  const changes = awsChanges(
    context.aws,
    { config: view.config.bytes, credentials: view.credentials.bytes },
    operations,
  )
  if (!changes.ok) return changes
  if (changes.value.length === 0)
    return fail('NothingToChange', 'The files already are as asked.', { reason: 'No byte would change.' })
  const users = await stacksOf(context, operations, stacks === 'follow')
  if (!users.ok) return users
  const plan = await context.files.plan(summary ?? summariseOperations(operations), [
    ...changes.value,
    ...users.value.changes,
  ])
  if (!plan.ok) return plan
  const warnings = [
    ...plan.value.warnings,
    ...(users.value.complete ? [] : [notAllSeen]),
    ...(await activeGoes(context, operations)),
  ]
  return ok(
    context.plans.keep(
      { ...plan.value, warnings },
      {
        references: referencesOf(view, operations),
        ...(users.value.stacks && { stacks: users.value.stacks }),
        newKeys: profilesWithNewKeys(operations, () => plannedView(view, plan.value, context.aws.paths)),
        afterwards: async () => {
          await followProfile(context, operations)
          await renameActive(context, operations)
        },
      },
    ),
  )
}
