import type { ProfileSummary } from '../../../shared/contract/models.ts'

/** One line of the list. `place` counts profiles only, from 0. */
export type Row =
  | { readonly type: 'section'; readonly label: string }
  | {
      readonly type: 'account'
      readonly account: string
      readonly group: string | undefined
      readonly shown: number
      readonly total: number
      readonly open: boolean
    }
  | { readonly type: 'more'; readonly account: string; readonly hidden: number }
  | {
      readonly type: 'profile'
      readonly profile: ProfileSummary
      readonly place: number
      /** The heading above already shows the group. */
      readonly grouped: boolean
    }

/** The profile name of a row; headings have none. */
export function nameOfRow(row: Row): string | undefined {
  return row.type === 'profile' ? row.profile.name : undefined
}

export const noAccount = 'No account known'
const hitsPerAccount = 7

/** Favourites first, under their own heading, when there are any. */
export function flatRows(profiles: readonly ProfileSummary[]): readonly Row[] {
  const favourites = profiles.filter((profile) => profile.favourite)
  const rows: Row[] = []
  let place = 0
  const push = (profile: ProfileSummary) =>
    rows.push({ type: 'profile', profile, place: place++, grouped: false })
  if (favourites.length === 0) {
    profiles.forEach(push)
    return rows
  }
  rows.push({ type: 'section', label: 'Favourites' })
  favourites.forEach(push)
  if (favourites.length === profiles.length) return rows
  rows.push({ type: 'section', label: 'All profiles' })
  for (const profile of profiles) if (!profile.favourite) push(profile)
  return rows
}

/** The group of most profiles of an account. */
function mainGroup(profiles: readonly ProfileSummary[]): string | undefined {
  const counts = new Map<string, number>()
  for (const { group } of profiles) if (group !== undefined) counts.set(group, (counts.get(group) ?? 0) + 1)
  let best: string | undefined
  for (const [group, count] of counts) if (best === undefined || count > (counts.get(best) ?? 0)) best = group
  return best
}

/** Profiles under their accounts. With a filter, seven for each account and a line that shows the rest. */
export function accountRows(
  profiles: readonly ProfileSummary[],
  totals: ReadonlyMap<string, number>,
  options: {
    readonly filtered: boolean
    readonly closed: ReadonlySet<string>
    readonly full: ReadonlySet<string>
  },
): readonly Row[] {
  const accounts = new Map<string, ProfileSummary[]>()
  for (const profile of profiles) {
    const account = profile.account ?? noAccount
    const members = accounts.get(account)
    if (members === undefined) accounts.set(account, [profile])
    else members.push(profile)
  }
  const rows: Row[] = []
  let place = 0
  for (const [account, members] of accounts) {
    const open = !options.closed.has(account)
    const group = mainGroup(members)
    rows.push({
      type: 'account',
      account,
      group,
      shown: members.length,
      total: totals.get(account) ?? members.length,
      open,
    })
    if (!open) continue
    const cut = options.filtered && !options.full.has(account) && members.length > hitsPerAccount + 1
    for (const profile of cut ? members.slice(0, hitsPerAccount) : members) {
      rows.push({ type: 'profile', profile, place: place++, grouped: profile.group === group })
    }
    if (cut) rows.push({ type: 'more', account, hidden: members.length - hitsPerAccount })
  }
  return rows
}
