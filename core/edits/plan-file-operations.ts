import type { Operation, PlanView } from '../../shared/contract/models.ts'
import { findAllReferences } from '../../shared/domain/aws/references.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import type { AwsView, AwsFiles } from '../aws/aws-files.ts'
import { problemsOfProfile } from '../aws/problems.ts'
import { profileMissing } from '../aws/profile-missing.ts'
import { summariseOperations } from '../aws/summary.ts'
import type { FileChange, ProfileRename, FileService } from '../files/types.ts'
import { awsChanges } from './aws-changes.ts'
import { doubtsAbout } from './doubtful.ts'
import { isProfile } from './edit-kinds.ts'
import { plannedView, profilesWithNewKeys } from './planned-files.ts'
import type { PlanExtras, PlanStore } from './plans.ts'

/** What a plan needs that concerns only the shared files. */
export interface FilePlanContext {
  readonly aws: AwsFiles
  readonly files: FileService
  readonly plans: PlanStore
}

function referencesOf(view: AwsView, operations: readonly Operation[]): { profile: string; key: string }[] {
  const { config, credentials } = view
  const gone = operations.flatMap((operation) => {
    if (operation.type !== 'renameProfile' && operation.type !== 'deleteProfile') return []
    const name = operation.type === 'renameProfile' ? operation.from : operation.name
    return [{ name, section: operation.section ?? 'profile' }]
  })
  const found = new Map(
    [...new Set(gone.map(({ section }) => section))].map((section) => {
      const names = new Set(gone.filter((one) => one.section === section).map(({ name }) => name))
      return [section, findAllReferences(config.document, credentials.document, names, section)]
    }),
  )
  return gone.flatMap(({ name, section }) =>
    (found.get(section)?.get(name) ?? []).map(({ profile, key }) => ({ profile, key })),
  )
}

function unreadable(view: AwsView): Result<never> | undefined {
  const broken = [view.config, view.credentials].find((file) => file.state === 'unreadable')
  return broken?.error === undefined ? undefined : { ok: false, error: broken.error }
}

/** The profiles, not other sections, that operations rename. */
export function renamesIn(operations: readonly Operation[]): ProfileRename[] {
  return operations.flatMap((operation) =>
    operation.type === 'renameProfile' && isProfile(operation)
      ? [{ from: operation.from, to: operation.to }]
      : [],
  )
}

/** The profile that must exist before an operation. */
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
    // A section that no reader takes for a profile, such as `[x]` in config, may still be repaired by its name.
    if (name === undefined || view.profiles.has(name) || problemsOfProfile(view, name).length > 0) continue
    return profileMissing(name, view)
  }
  return undefined
}

/** Setting something in a missing profile creates it, as `aws configure set` does; after a typing mistake, that is a surprise. */
function newByAccident(view: AwsView, operations: readonly Operation[]): PlanView['warnings'] {
  const known = new Set<string>()
  return operations.flatMap((operation) => {
    if (operation.type === 'addProfile') known.add(operation.name)
    if (operation.type === 'renameProfile' || operation.type === 'duplicateProfile') known.add(operation.to)
    if ((operation.type !== 'set' && operation.type !== 'setMany') || !isProfile(operation)) return []
    const { profile } = operation
    if (known.has(profile) || view.profiles.has(profile)) return []
    known.add(profile)
    return [{ code: 'NewProfile', message: `There was no profile ${profile}, so this creates one.` }]
  })
}

/** Several operations may give the same message. */
function distinct(warnings: PlanView['warnings']): PlanView['warnings'] {
  return [...new Map(warnings.map((warning) => [`${warning.code} ${warning.message}`, warning])).values()]
}

/** What accompanies operations on the shared files. */
export interface Beside extends Pick<PlanExtras, 'stacks' | 'afterwards' | 'beforehand' | 'takeBack'> {
  readonly changes: readonly FileChange[]
  readonly warnings: PlanView['warnings']
}

const nothingBeside: Beside = { changes: [], warnings: [] }

/**
 * Plans operations on the shared files and keeps the plan; writes nothing. Asks `beside` once the operations are known to be
 * possible. Errors: those of the files, of the engines, of `beside`, ProfileNotFound, NothingToChange.
 */
export async function planFileOperations(
  context: FilePlanContext,
  operations: readonly Operation[],
  summary?: string,
  beside: () => Promise<Result<Beside>> = () => Promise.resolve(ok(nothingBeside)),
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
    return fail('NothingToChange', 'The files are already as requested.', {
      reason: 'No byte would change.',
      remedy: 'Nothing needs to be done.',
    })
  const more = await beside()
  if (!more.ok) return more
  const renames = renamesIn(operations)
  const plan = await context.files.plan(
    summary ?? summariseOperations(operations),
    [...changes.value, ...more.value.changes],
    renames.length > 0 ? { renames } : undefined,
  )
  if (!plan.ok) return plan
  const { stacks, afterwards, beforehand, takeBack } = more.value
  const warnings = distinct([
    ...plan.value.warnings,
    ...newByAccident(view, operations),
    ...doubtsAbout(view, operations),
    ...more.value.warnings,
  ])
  return ok(
    context.plans.keep(
      { ...plan.value, warnings },
      {
        references: referencesOf(view, operations),
        ...(stacks && { stacks }),
        newKeys: profilesWithNewKeys(operations, () => plannedView(view, plan.value, context.aws.paths)),
        ...(afterwards && { afterwards }),
        ...(beforehand && { beforehand }),
        ...(takeBack && { takeBack }),
      },
    ),
  )
}
