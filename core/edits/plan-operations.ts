import type { Operation, PlanView } from '../../shared/contract/models.ts'
import { ok, type Result } from '../../shared/result.ts'
import type { FileChange } from '../files/types.ts'
import { activeGoes } from './active-profile.ts'
import { followRenames, type RenameContext } from './follow-renames.ts'
import { planFileOperations, renamesIn, type FilePlanContext } from './plan-file-operations.ts'
import { isProfile } from './edit-kinds.ts'
import type { ProfileInUrl, ProfileUsers } from './profile-users.ts'
import { stopsWorking } from './stops-working.ts'
import { twinsLeft } from './twins-left.ts'

/** What planning any operation needs: the files, and what names profiles outside them. */
export type EditContext = FilePlanContext & RenameContext & { readonly profileUsers: ProfileUsers }

/** The stacks that name a renamed or deleted profile, and the changes that make them follow, when asked for. */
async function stacksOf(
  context: EditContext,
  operations: readonly Operation[],
  follow: boolean,
): Promise<
  Result<{
    changes: readonly FileChange[]
    stacks?: PlanView['stacks']
    inUrls: readonly ProfileInUrl[]
    complete: boolean
  }>
> {
  const names = operations.flatMap((operation) => {
    if (operation.type === 'renameProfile' && isProfile(operation)) return [operation.from]
    return operation.type === 'deleteProfile' && isProfile(operation) ? [operation.name] : []
  })
  if (names.length === 0) return ok({ changes: [], inUrls: [], complete: true })
  const changes = follow ? await context.profileUsers.follow(operations) : ok([])
  if (!changes.ok) return changes
  const { users, inUrls, complete } = await context.profileUsers.find(names)
  return ok({
    changes: changes.value,
    stacks: users.map(({ project, stack, label }) => ({ project, stack, label })),
    inUrls,
    complete,
  })
}

/** The address leads to the state, or to the key of the secrets: it is not changed in passing. */
const urlLeft = ({ profile, label }: ProfileInUrl): PlanView['warnings'][number] => ({
  code: 'ProfileInUrl',
  message: `The address of ${label} still names ${profile} (profile=${profile}). It says where state or secrets are, so Stackpass does not change it: change it by hand.`,
})

const notAllSeen = {
  code: 'StacksNotAllSeen',
  message: 'Other stacks may name the profile too: Stackpass has not looked at all folders yet.',
}

/**
 * Plans operations on the shared files and keeps the plan; writes nothing. Favourites and groups follow a rename when
 * the plan is applied, stacks in the same change with `follow`. Errors: those of planFileOperations.
 */
export function planOperations(
  context: EditContext,
  operations: readonly Operation[],
  summary?: string,
  stacks: 'follow' | 'leave' = 'leave',
): Promise<Result<PlanView>> {
  return planFileOperations(context, operations, summary, async () => {
    const users = await stacksOf(context, operations, stacks === 'follow')
    if (!users.ok) return users
    return ok({
      changes: users.value.changes,
      stacks: users.value.stacks,
      warnings: [
        ...(users.value.complete ? [] : [notAllSeen]),
        ...users.value.inUrls.map(urlLeft),
        ...(await activeGoes(context, operations)),
        ...(await twinsLeft(context, operations)),
        ...(await stopsWorking(context, operations, stacks === 'follow')),
      ],
      afterwards: () => followRenames(context, renamesIn(operations)),
    })
  })
}
