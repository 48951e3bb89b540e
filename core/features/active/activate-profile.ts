import type { ActiveState } from '../../../shared/contract/models.ts'
import { followsActive } from '../../../shared/domain/aws/own-command.ts'
import type { MergedProfile } from '../../../shared/domain/aws/types.ts'
import type { ShellState } from '../../../shared/domain/shells/state-format.ts'
import { refusalInWords } from '../../../shared/domain/aws/readers/tool-names.ts'
import { asksBeforeUse } from '../../../shared/domain/checks/failure-words.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import type { AwsFiles, AwsView } from '../../aws/aws-files.ts'
import { profileMissing } from '../../aws/profile-missing.ts'
import type { CorePorts } from '../../host/ports.ts'
import { readActiveSettings, type ActiveSettings } from '../../state/active-settings.ts'
import { lastFailure } from '../../credentials/last-failure.ts'
import { productionProfiles } from '../../credentials/profile-groups.ts'
import { shellStateOf } from '../../credentials/shell-state.ts'
import { hookState, type ShellHome } from '../../state/hook-ran.ts'
import { readActiveStateHere, writeActiveState } from '../../state/active-state.ts'
import { chosenHome } from '../../state/chosen-home.ts'
import type { OwnFiles } from '../../state/own-files.ts'
import type { StackpassPaths } from '../../state/paths.ts'
import { withUse, type RecentsFile } from '../../state/recents.ts'
import { dueFallback } from './fallback.ts'

/** What switching needs; the quick start of the command line gives no more than this. */
export interface ActiveContext {
  /** Where shells start from, and where the caches of sign-ins are. */
  readonly ports: ShellHome & Pick<CorePorts, 'env' | 'homeDir'>
  readonly paths: StackpassPaths
  readonly now: () => Date
  readonly aws: AwsFiles
  readonly recents: RecentsFile
  /** How to read and write our own files, when not as usual. */
  readonly ownFiles?: OwnFiles
}

/** Seconds since 1970, as the state file has them, to an ISO string. */
function instantOf(seconds: number | undefined): string | undefined {
  return seconds === undefined ? undefined : new Date(seconds * 1000).toISOString()
}

/** A whole key pair: nothing else decides where no other source is beside it. */
const isWhole: ReadonlySet<MergedProfile['kind']> = new Set(['keys', 'session'])
const otherSource = /^(?:role|source|credential|sso|web_identity|login)_/
const keySetting = /^aws_(?:access_key_id|secret_access_key|session_token|security_token)$/

async function inWords(
  { paths, ports }: ActiveContext,
  { region, since, expires }: ShellState,
  profile: string | undefined,
  known: boolean,
): Promise<ActiveState> {
  const times = { since: instantOf(since), expiresAt: instantOf(expires) }
  const follows = (await hookState(paths, ports)) === 'ran'
  return { profile, region, ...times, known, ...(follows && { shellsFollow: true }) }
}

/** Shells are told about the chosen home even so. */
function noProfile({ ports }: ActiveContext): ShellState {
  const windowsHome = chosenHome(ports.env)
  return { exportRegion: false, ...(windowsHome !== undefined && { windowsHome }) }
}

/** The active profile as the shells see it. */
export async function readActive(context: ActiveContext): Promise<ActiveState> {
  const state = await readActiveStateHere(context.paths.activeStateFile, context.ports.env, context.ownFiles)
  if (state?.profile === undefined) return inWords(context, noProfile(context), undefined, true)
  const view = await context.aws.view()
  return inWords(context, state, state.profile, view.profiles.has(state.profile))
}

async function clear(context: ActiveContext): Promise<Result<ActiveState>> {
  const cleared = await writeActiveState(context.paths.activeStateFile, noProfile(context), context.ownFiles)
  return cleared.ok ? ok(await inWords(context, noProfile(context), undefined, true)) : cleared
}

async function switchTo(
  context: ActiveContext,
  profile: MergedProfile,
  view: AwsView,
  settings: ActiveSettings,
): Promise<Result<ActiveState>> {
  const since = Math.floor(context.now().getTime() / 1000)
  const state = await shellStateOf(profile, view, context, settings, since)
  const written = await writeActiveState(context.paths.activeStateFile, state, context.ownFiles)
  if (!written.ok) return written
  return ok(await inWords(context, state, profile.name, true))
}

/**
 * Why the tool of the status cannot use the profile, where files and environment say so and no sign-in helps: a circle of source
 * profiles, a missing one, half a key pair. Needs no earlier check.
 */
async function cannotWork(
  profile: MergedProfile,
  view: AwsView,
  tool: ActiveSettings['statusReader'],
  { ports, now }: ActiveContext,
): Promise<string | undefined> {
  const hasMore = [...profile.settings.keys()].some((key) => otherSource.test(key))
  if (isWhole.has(profile.kind) && !hasMore) return undefined
  // A profile that names no source, such as one with only a region, leaves it to the environment and the machine.
  if (!hasMore && ![...profile.settings.keys()].some((key) => keySetting.test(key))) return undefined
  // Loaded only where it is needed: switching to keys waits for nothing.
  const { refusedBy } = await import('../../aws/refused-by.ts')
  const place = { view, homeDir: ports.homeDir, now: now().getTime() }
  const why = (await refusedBy(tool, [profile.name], place)).get(profile.name)
  return why === undefined ? undefined : refusalInWords(tool, why)
}

/** Why a person is asked before using a profile: it is production, its last check found it broken, or it cannot work. */
async function doubtAbout(
  profile: MergedProfile,
  view: AwsView,
  settings: ActiveSettings,
  context: ActiveContext,
): Promise<ReturnType<typeof fail> | undefined> {
  const { name } = profile
  const { paths, ownFiles } = context
  const isProduction = settings.confirmProduction && (await productionProfiles(view, settings, context))(name)
  const where = { file: paths.verifiedFile, files: ownFiles }
  const failure = await lastFailure(name, settings.statusReader, view, where)
  const isBroken = failure !== undefined && asksBeforeUse(failure.code)
  const refusal = isBroken ? undefined : await cannotWork(profile, view, settings.statusReader, context)
  if (!isProduction && !isBroken && refusal === undefined) return undefined
  const said = [
    isProduction ? `${name} is marked as production.` : undefined,
    isBroken ? `The last check of ${name} failed: ${failure.message}` : undefined,
    refusal && `${name} does not work as it stands. ${refusal}`,
  ]
  return fail('ConfirmationNeeded', said.filter((part) => part !== undefined).join(' '), {
    reason: 'Every open terminal with the shell hook would use it from its next prompt.',
    remedy: 'Confirm it, or run `stackpass use` with --yes.',
    details: {
      production: isProduction,
      ...(isBroken && { failure: failure.code }),
      ...(refusal !== undefined && { failure: 'refused' }),
    },
  })
}

/**
 * Makes a profile active, or none. Errors: ProfileNotFound, PointerCycle, ConfirmationNeeded, InvalidValue,
 * StateUnwritable; then the previous state stays.
 */
export async function activateProfile(
  context: ActiveContext,
  name: string | undefined,
  confirmed: boolean,
): Promise<Result<ActiveState>> {
  if (name === undefined) return clear(context)
  const [view, settings] = await Promise.all([
    context.aws.view(),
    readActiveSettings(context.paths.settingsFile, context.ownFiles),
  ])
  const profile = view.profiles.get(name)
  if (profile === undefined) return profileMissing(name, view)
  if (followsActive(view.profiles, name)) {
    return fail(
      'PointerCycle',
      `${name} stands for the active profile, so it cannot be the active profile itself.`,
      {
        reason: 'Its credentials come from whichever profile is active, and that would be this one.',
        remedy: 'Use the profile that has the credentials.',
      },
    )
  }
  const doubt = confirmed ? undefined : await doubtAbout(profile, view, settings, context)
  if (doubt !== undefined) return doubt
  const used = await switchTo(context, profile, view, settings)
  if (used.ok) await context.recents.write(withUse(await context.recents.read(), name, context.now()))
  return used
}

/**
 * Goes back to the safe profile when a production profile has been active for long enough; to none when the safe one
 * no longer exists. Every process that asks for the active profile does this first, because Stackpass may not be running
 * when the time comes. Undefined when nothing was due.
 */
export async function fallBackWhenDue(context: ActiveContext): Promise<Result<ActiveState> | undefined> {
  const state = await readActiveStateHere(context.paths.activeStateFile, context.ports.env, context.ownFiles)
  if (state?.profile === undefined) return undefined
  const settings = await readActiveSettings(context.paths.settingsFile, context.ownFiles)
  if (settings.fallback === null) return undefined
  const view = await context.aws.view()
  const isProduction = await productionProfiles(view, settings, context)
  const safe = dueFallback(state, settings.fallback, isProduction, context.now().getTime())
  if (safe === undefined) return undefined
  const profile = view.profiles.get(safe)
  return profile === undefined || followsActive(view.profiles, safe)
    ? clear(context)
    : switchTo(context, profile, view, settings)
}

/**
 * Updates region, expiry and production in the state file after the shared files, settings or sign-ins changed. A missing
 * profile stays as it is: an undo may bring it back. True when something changed.
 */
export async function refreshActive(context: ActiveContext): Promise<Result<boolean>> {
  const state = await readActiveStateHere(context.paths.activeStateFile, context.ports.env, context.ownFiles)
  if (state?.profile === undefined) return ok(false)
  const view = await context.aws.view()
  const profile = view.profiles.get(state.profile)
  if (profile === undefined) return ok(false)
  const settings = await readActiveSettings(context.paths.settingsFile, context.ownFiles)
  const next = await shellStateOf(profile, view, context, settings, state.since)
  const isSame =
    next.region === state.region &&
    next.expires === state.expires &&
    next.exportRegion === state.exportRegion &&
    next.production === state.production &&
    next.title === state.title &&
    next.colour === state.colour
  if (isSame) return ok(false)
  const written = await writeActiveState(context.paths.activeStateFile, next, context.ownFiles)
  return written.ok ? ok(true) : written
}
