import type { ActiveState } from '../../../shared/contract/models.ts'
import { expiryOf } from '../../../shared/domain/aws/expiry.ts'
import type { MergedProfile } from '../../../shared/domain/aws/types.ts'
import type { ShellState } from '../../../shared/domain/shells/state-format.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import { profileMissing } from '../../aws/profile-missing.ts'
import type { CoreContext } from '../../context.ts'
import type { HandlersOf } from '../../handlers.ts'
import { withUse } from '../../settings/recents.ts'
import { readActiveState, writeActiveState } from './state.ts'

/** Seconds since 1970, as the state file has them, to an ISO string. */
function instantOf(seconds: number | undefined): string | undefined {
  return seconds === undefined ? undefined : new Date(seconds * 1000).toISOString()
}

function toSeconds(instant: string | undefined): number | undefined {
  return instant === undefined ? undefined : Math.floor(Date.parse(instant) / 1000)
}

/** The active profile as the shells see it. */
export async function readActive(context: CoreContext): Promise<ActiveState> {
  const state = await readActiveState(context.paths.activeStateFile)
  if (state?.profile === undefined) return { known: true }
  const view = await context.aws.view()
  return {
    profile: state.profile,
    region: state.region,
    since: instantOf(state.since),
    expiresAt: instantOf(state.expires),
    known: view.profiles.has(state.profile),
  }
}

async function isProduction(context: CoreContext, name: string): Promise<boolean> {
  const settings = await context.settings.get()
  const group = new Map(settings.profileGroups).get(name)
  return settings.confirmProduction && settings.groups.some((one) => one.name === group && one.production)
}

async function stateFor(context: CoreContext, profile: MergedProfile): Promise<ShellState> {
  const { exportRegion } = await context.settings.get()
  const region = profile.settings.get('region')?.value
  const expires = toSeconds(expiryOf(profile))
  const since = Math.floor(context.now().getTime() / 1000)
  return {
    profile: profile.name,
    exportRegion,
    since,
    ...(region !== undefined && region !== '' && { region }),
    ...(expires !== undefined && { expires }),
  }
}

/** Makes a profile active, or none. Errors: ProfileNotFound, ConfirmationNeeded, InvalidValue, StateUnwritable; the previous state is kept then. */
async function use(
  context: CoreContext,
  name: string | undefined,
  confirmed: boolean,
): Promise<Result<ActiveState>> {
  if (name === undefined) {
    const cleared = await writeActiveState(context.paths.activeStateFile, { exportRegion: false })
    return cleared.ok ? ok({ known: true }) : cleared
  }
  const view = await context.aws.view()
  const profile = view.profiles.get(name)
  if (profile === undefined) return profileMissing(name, view)
  if (!confirmed && (await isProduction(context, name))) {
    return fail('ConfirmationNeeded', `${name} is marked as production.`, {
      reason: 'Every open terminal would use it from its next prompt on.',
      remedy: 'Confirm it, or run `stackpass use` with --yes.',
    })
  }
  const written = await writeActiveState(context.paths.activeStateFile, await stateFor(context, profile))
  if (!written.ok) return written
  await context.recents.write(withUse(await context.recents.read(), name, context.now()))
  return ok(await readActive(context))
}

export function createActiveHandlers(context: CoreContext): HandlersOf<'active'> {
  return {
    'active.get': async () => ok(await readActive(context)),
    'active.use': async ({ profile, confirmed }) => {
      const used = await use(context, profile, confirmed ?? false)
      if (used.ok) context.events.emit({ type: 'activeChanged' })
      return used
    },
  }
}
