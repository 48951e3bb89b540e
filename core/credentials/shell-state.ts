import { expiryOf } from '../../shared/domain/aws/expiry.ts'
import type { MergedProfile } from '../../shared/domain/aws/types.ts'
import { productionGroups } from '../../shared/domain/groups/group-of.ts'
import type { ShellState } from '../../shared/domain/shells/state-format.ts'
import type { AwsFiles, AwsView } from '../aws/aws-files.ts'
import type { CorePorts } from '../host/ports.ts'
import type { ActiveSettings } from '../state/active-settings.ts'
import { chosenHome } from '../state/chosen-home.ts'
import type { OwnFiles } from '../state/own-files.ts'
import type { StackpassPaths } from '../state/paths.ts'
import { profileGroups } from './profile-groups.ts'

/** What is needed to know until when a profile works. */
export interface ShellStateContext {
  /** Where the caches of sign-ins are. */
  readonly ports: Pick<CorePorts, 'env' | 'homeDir' | 'platform'>
  readonly paths: StackpassPaths
  readonly now: () => Date
  readonly aws: AwsFiles
  /** How to read and write our own files, when not as usual. */
  readonly ownFiles?: OwnFiles
}

function toSeconds(instant: string | undefined): number | undefined {
  return instant === undefined ? undefined : Math.floor(Date.parse(instant) / 1000)
}

/** What the files alone tell: the end of its keys, or that nothing ends. */
const isPlain: ReadonlySet<MergedProfile['kind']> = new Set(['keys', 'session', 'incomplete'])

/**
 * When somebody must act to keep the profile working, in seconds since 1970: a token that renews itself does not count,
 * an MFA session does. In the past where it does not work now; where it is unknown since when, the moment of the switch.
 */
async function endOf(
  profile: MergedProfile,
  view: AwsView,
  context: ShellStateContext,
  since: number | undefined,
): Promise<number | undefined> {
  const hangsOnSession = profile.settings.has('sso_session') || profile.settings.has('sso_start_url')
  if (isPlain.has(profile.kind) && !hangsOnSession) return toSeconds(expiryOf(profile))
  // Loaded only where it is needed: switching to keys waits for nothing.
  const { profileEnd } = await import('./profile-end.ts')
  const end = await profileEnd(profile.name, view, context)
  if (end === 'since') return since
  return end === undefined ? undefined : Math.floor(end / 1000)
}

/** What shells are told about a profile; `since`: when it became active. */
export async function shellStateOf(
  profile: MergedProfile,
  view: AwsView,
  context: ShellStateContext,
  settings: ActiveSettings,
  since: number | undefined,
): Promise<ShellState> {
  const region = profile.settings.get('region')?.value
  const group = (await profileGroups(view, settings, context))(profile.name)?.group
  const colour = group === undefined ? undefined : settings.colourOfGroup(group)
  const isProduction = group !== undefined && productionGroups(settings).has(group)
  const windowsHome = chosenHome(context.ports.env)
  const expires = await endOf(profile, view, context, since)
  return {
    profile: profile.name,
    exportRegion: settings.exportRegion,
    ...(isProduction && { production: true as const }),
    ...(since !== undefined && { since }),
    ...(region !== undefined && region !== '' && { region }),
    ...(expires !== undefined && { expires }),
    ...(settings.terminalTitle && { title: true as const }),
    ...(colour !== undefined && { colour }),
    ...(windowsHome !== undefined && { windowsHome }),
  }
}
