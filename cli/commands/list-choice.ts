import { join } from 'node:path'
import { createRecentsFile } from '../../core/state/recents.ts'
import { stackpassPaths } from '../../core/state/paths.ts'
import type { ProfileList, ProfileSummary } from '../../shared/contract/models.ts'
import type { CliContext } from '../context.ts'
import { isBroken, profileState } from '../output/profile-state.ts'
import type { sortings } from './list-options.ts'

/** Which profiles are listed, and in which order. */
export interface ListChoice {
  readonly group?: string
  /** Account ID, or the account's name at AWS. */
  readonly account?: string
  readonly kind?: string
  readonly broken?: boolean
  readonly sort?: (typeof sortings)[number]
}

/** Recently used profiles, latest first. */
export async function recentProfiles({ env, platform, homeDir }: CliContext): Promise<string[]> {
  const { stateDir } = stackpassPaths(env, platform, homeDir)
  const recents = await createRecentsFile(join(stateDir, 'recents.json')).read()
  return recents.map(({ profile }) => profile)
}

function isChosen(profile: ProfileSummary, { group, account, kind, broken }: ListChoice): boolean {
  return (
    (group === undefined || profile.group === group) &&
    (account === undefined || profile.account === account || profile.accountName === account) &&
    (kind === undefined || profile.kind === kind) &&
    (broken !== true || isBroken(profile))
  )
}

/** The sort key; profiles without a value come last. */
function keyOf(
  profile: ProfileSummary,
  by: ListChoice['sort'],
  recent: ReadonlyMap<string, number>,
  now: Date,
): string {
  const last = '\uFFFF'
  switch (by) {
    case 'group':
      return profile.group ?? last
    case 'account':
      return profile.account ?? last
    case 'kind':
      return profile.kind
    case 'state':
      return isBroken(profile) ? '' : (profileState(profile, now)?.text ?? last)
    case 'recent':
      return String(recent.get(profile.name) ?? last).padStart(6, '0')
    case 'name':
    case undefined:
      return ''
  }
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** The chosen profiles in the chosen order, then by name; without a choice, in the order of the files. */
export function chosenProfiles(
  list: ProfileList,
  choice: ListChoice,
  recent: readonly string[],
): ProfileList {
  const { group, account, kind, broken, sort } = choice
  const isWhole = group === undefined && account === undefined && kind === undefined && broken !== true
  if (isWhole && sort === undefined) return list
  const profiles = list.profiles.filter((profile) => isChosen(profile, choice))
  if (sort === undefined) return { ...list, profiles }
  const places = new Map(recent.map((name, index) => [name, index]))
  const now = new Date()
  const keyed = profiles.map((profile) => ({ profile, key: keyOf(profile, sort, places, now) }))
  keyed.sort((a, b) => byText(a.key, b.key) || byText(a.profile.name, b.profile.name))
  return { ...list, profiles: keyed.map(({ profile }) => profile) }
}
