import type { CallOf } from '../../shared/contract/call-of.ts'
import type { ProfileSummary } from '../../shared/contract/models.ts'
import { pickOrder } from '../../shared/domain/groups/pick-order.ts'
import { recentProfiles } from '../commands/list-choice.ts'
import { exitCodes, type CliContext, type CommonOptions } from '../context.ts'
import { isBroken, profileState } from '../output/profile-state.ts'
import { finish } from '../output/reply.ts'
import { usageError } from '../output/usage-error.ts'
import { safeText } from '../terminal/safe-text.ts'
import type { PickerItem } from './filter-items.ts'
import { pick } from './pick.ts'

interface ProfileItem extends PickerItem {
  readonly profile: string
}

function stateOf(profile: ProfileSummary, now: Date): Pick<PickerItem, 'state' | 'tone'> {
  const state = profileState(profile, now)
  return {
    ...(state !== undefined && { state: state.text }),
    ...(isBroken(profile) && { tone: 'broken' as const }),
  }
}

function itemOf(profile: ProfileSummary, isActive: boolean, now: Date): ProfileItem {
  const { name, group, production, account, accountName, region, kind } = profile
  const state = stateOf(profile, now)
  // Also in words, because the group may be dropped on a narrow terminal.
  const said = [isActive ? 'active' : '', production ? 'production' : '', state.state ?? '']
    .filter((part) => part !== '')
    .join(', ')
  return {
    profile: name,
    name: safeText(name),
    also: [account, accountName, group, region, kind].filter((part) => part !== undefined).join(' '),
    details: [
      safeText(region ?? ''),
      safeText(accountName ?? ''),
      safeText(group ?? ''),
      safeText(`${account ?? ''}${profile.accountFromName === true ? '?' : ''}`),
    ],
    ...state,
    ...(said !== '' && { state: said }),
    ...(production && { tone: 'danger' as const }),
  }
}

/** The profiles in picking order: the active and recently used ones, favourites, then the others; broken ones last. */
export function profileItems(
  profiles: readonly ProfileSummary[],
  recent: readonly string[],
  active: string | undefined,
  now: Date,
): ProfileItem[] {
  const used = active === undefined ? recent : [active, ...recent.filter((name) => name !== active)]
  return pickOrder(profiles, used, isBroken).map((profile) => itemOf(profile, profile.name === active, now))
}

/**
 * Lets a person choose a profile when none is named. A number is the exit code when none was chosen: usage without a terminal,
 * with the given sentence.
 */
export async function pickProfile(
  context: CliContext,
  call: CallOf<'profiles.list' | 'active.get'>,
  options: CommonOptions,
  title: string,
  without: string,
): Promise<string | number> {
  if (options.json === true) return usageError(context, without)
  const [list, active] = [await call('profiles.list', {}), await call('active.get', {})]
  if (!list.ok) return finish(context, options, list, () => undefined)
  const { profiles } = list.value
  if (profiles.length === 0) return usageError(context, `${without} There is no profile to choose from.`)
  const recent = await recentProfiles(context)
  const items = profileItems(profiles, recent, active.ok ? active.value.profile : undefined, new Date())
  const chosen = await pick(context, title, items)
  if (chosen === null) return usageError(context, without)
  return chosen === undefined ? exitCodes.interrupted : chosen.profile
}
