import type { Operation, PlanView, StackId } from '../../../shared/contract/models.ts'
import {
  followsActive,
  ownCommand,
  ownTargetOf,
  type OwnTarget,
} from '../../../shared/domain/aws/own-command.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import type { AwsView } from '../../aws/aws-files.ts'
import { profileMissing } from '../../aws/profile-missing.ts'
import { awsChanges } from '../../edits/aws-changes.ts'
import type { FileChange, Plan } from '../../files/types.ts'
import type { BridgeContext } from './bridge-context.ts'
import { readBridges, writeBridges } from './state.ts'

const usualName = 'active'

/** The profile that stands for the active one, by its credential_process, whoever wrote it. */
export function findPointer(view: AwsView, preferred: string | undefined): string | undefined {
  const isPointer = (name: string): boolean => ownTargetOf(view.profiles.get(name))?.active === true
  if (preferred !== undefined && isPointer(preferred)) return preferred
  return isPointer(usualName) ? usualName : undefined
}

/** Plans operations of the shared files. Errors: those of the files and of the engine. */
export async function planOf(
  context: BridgeContext,
  summary: string,
  operations: readonly Operation[],
  more: readonly FileChange[] = [],
): Promise<Result<Plan>> {
  const view = await context.aws.view()
  const unreadable = [view.config, view.credentials].find(({ state }) => state === 'unreadable')
  if (unreadable?.error) return { ok: false, error: unreadable.error }
  const base = { config: view.config.bytes, credentials: view.credentials.bytes }
  const changes = awsChanges(context.aws, base, operations)
  return changes.ok ? context.files.plan(summary, [...changes.value, ...more]) : changes
}

function regionOf(view: AwsView, name: string | undefined): string | undefined {
  const region = name === undefined ? undefined : view.profiles.get(name)?.settings.get('region')?.value
  return region === '' ? undefined : region
}

/** Adds a profile that asks Stackpass. Planning gives no permission: our own program is recognised by its file when it runs. */
async function planAsking(
  context: BridgeContext,
  name: string,
  target: OwnTarget,
  region: string | undefined,
  { afterwards, stacks = [] }: { afterwards?: () => Promise<void>; stacks?: readonly StackId[] } = {},
): Promise<Result<PlanView>> {
  const command = ownCommand(target, { platform: context.ports.platform, program: context.ports.program })
  if (!command.ok) return command
  const entries = [
    { key: 'credential_process', value: command.value },
    ...(region === undefined ? [] : [{ key: 'region', value: region }]),
  ]
  const given = stacks.length === 0 ? ok([]) : await context.profileUsers.give(stacks, name)
  if (!given.ok) return given
  const [only] = stacks
  const where = stacks.length === 1 ? only?.stack : `${stacks.length} stacks`
  const summary = stacks.length === 0 ? `Added ${name}` : `Added ${name} and set it for ${where}`
  const plan = await planOf(context, summary, [{ type: 'addProfile', name, entries }], given.value)
  if (!plan.ok) return plan
  return ok(context.plans.keep(plan.value, afterwards === undefined ? {} : { afterwards }))
}

function nameTaken(name: string, remedy: string): Result<never> {
  return fail('ProfileExists', `There is already a profile called ${name}, and Stackpass did not make it.`, {
    reason: 'Stackpass never replaces a profile that it did not make.',
    remedy,
  })
}

/** Plans the pointer profile, or its removal. Errors: ProfileExists, NothingToChange, InvalidValue. */
export async function planPointer(
  context: BridgeContext,
  on: boolean,
  wanted: string | undefined,
  active: string | undefined,
): Promise<Result<PlanView>> {
  const view = await context.aws.view()
  const bridges = await readBridges(context)
  const there = findPointer(view, bridges.pointer)
  if (!on) {
    if (there === undefined)
      return fail('NothingToChange', 'There is no pointer profile to remove.', {
        reason: `Neither ${view.config.label} nor ${view.credentials.label} has one.`,
        remedy: 'Nothing needs to be done.',
      })
    const plan = await planOf(context, `Removed ${there}`, [{ type: 'deleteProfile', name: there }])
    if (!plan.ok) return plan
    return ok(
      context.plans.keep(plan.value, {
        afterwards: () => writeBridges(context, { ...bridges, pointer: undefined }),
      }),
    )
  }
  if (there !== undefined)
    return fail('NothingToChange', `${there} already stands for the active profile.`, {
      reason: 'One pointer profile is enough for all programs.',
      remedy: 'Use that one, or remove it first.',
    })
  const name = wanted ?? usualName
  if (view.profiles.has(name)) return nameTaken(name, 'Choose another name for it with --name.')
  return planAsking(context, name, { active: true }, regionOf(view, active), {
    afterwards: () => writeBridges(context, { ...bridges, pointer: name }),
  })
}

/**
 * Plans a profile that any tool can use in place of `profile`, and gives it to stacks in the same change. Errors:
 * ProfileNotFound, ProfileExists, PointerCycle, InvalidValue, NothingToChange for a profile whose keys are in the files: every
 * tool can use it as it is.
 */
export async function planTwin(
  context: BridgeContext,
  profile: string,
  wanted: string | undefined,
  stacks: readonly StackId[] = [],
): Promise<Result<PlanView>> {
  const view = await context.aws.view()
  const original = view.profiles.get(profile)
  if (original === undefined) return profileMissing(profile, view)
  if (ownTargetOf(original) !== undefined || followsActive(view.profiles, profile))
    return fail('PointerCycle', `${profile} already gets its credentials from Stackpass.`, {
      reason: 'A twin of it would ask Stackpass twice for the same keys.',
      remedy: 'Make a twin of the profile that it stands for.',
    })
  if (original.kind === 'keys' || original.kind === 'session')
    return fail('NothingToChange', `${profile} needs no twin.`, {
      reason: 'Its keys are in the files, where every tool finds them.',
      remedy: 'Use the profile itself.',
    })
  const name = wanted ?? `${profile}-twin`
  if (view.profiles.has(name)) return nameTaken(name, 'Choose another name for the twin with --name.')
  return planAsking(context, name, { active: false, profile }, regionOf(view, profile), { stacks })
}
