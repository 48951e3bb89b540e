import type { ProfileSummary } from '../../../shared/contract/models.ts'
import type { CheckGroup, CheckState } from './check-groups.ts'

export type CheckRow =
  | {
      readonly type: 'heading'
      readonly group: CheckGroup
      readonly count: number
      /** Why and what to do, when it is the same for every profile of the group. */
      readonly advice: string | undefined
    }
  | { readonly type: 'profile'; readonly profile: ProfileSummary; readonly adviceAbove: boolean }

/** Why a check failed and what to do about it, in one paragraph. */
export function adviceFor(profile: ProfileSummary): string | undefined {
  const failure = profile.verified?.failure
  if (failure === undefined) return undefined
  const parts = [failure.reason, failure.remedy].filter((part) => part !== undefined)
  return parts.length === 0
    ? undefined
    : parts.map((part) => (/[.!?]$/.test(part) ? part : `${part}.`)).join(' ')
}

/** Headings and profiles in the order of the groups; names that are gone from the files are left out. */
export function rowsOf(
  groups: readonly CheckGroup[],
  byName: ReadonlyMap<string, ProfileSummary>,
  filter: CheckState | 'all',
): readonly CheckRow[] {
  const rows: CheckRow[] = []
  for (const group of groups) {
    if (filter !== 'all' && group.state !== filter) continue
    const members = group.names.flatMap((name) => byName.get(name) ?? [])
    const first = members[0]
    if (first === undefined) continue
    const advice = adviceFor(first)
    const shared =
      group.state === 'failed' &&
      advice !== undefined &&
      members.every((profile) => adviceFor(profile) === advice)
    rows.push({ type: 'heading', group, count: members.length, advice: shared ? advice : undefined })
    for (const profile of members) rows.push({ type: 'profile', profile, adviceAbove: shared })
  }
  return rows
}
