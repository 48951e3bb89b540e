import type { ProfileSummary, Session } from '../../../shared/contract/models.ts'
import { wantsSignIn } from '../../app/access-state.ts'
import { wordsOfFailure } from '../../../shared/domain/checks/failure-words.ts'
import { searchTextOf } from '../../ui/filter-terms.ts'
import type { CheckGroup, CheckState } from './check-groups.ts'

export type CheckRow =
  | {
      readonly type: 'heading'
      readonly group: CheckGroup
      readonly count: number
      /** Why and what to do, if it is the same for every profile of the group. */
      readonly advice: string | undefined
    }
  | { readonly type: 'profile'; readonly profile: ProfileSummary; readonly adviceAbove: boolean }
  | { readonly type: 'sessions'; readonly count: number }
  /** An ended session: one row for all its profiles. `covers`: how many of them have no row of their own. */
  | { readonly type: 'session'; readonly session: Session; readonly covers: number }

/** No profile has a line feed in its name. */
const sessionKey = (id: string): string => `session\n${id}`

/** The key of a row for Health's cursor; headings have none. */
export const keyOfRow = (row: CheckRow): string | undefined =>
  row.type === 'profile' ? row.profile.name : row.type === 'session' ? sessionKey(row.session.id) : undefined

const hasAll = (terms: readonly string[], parts: readonly (string | undefined)[]): boolean => {
  const text = searchTextOf(parts)
  return terms.every((term) => text.includes(term))
}

/** Whether a profile matches all words of the filter: in its name, account, group, kind, or its last check's result. */
export function profileHas(terms: readonly string[], profile: ProfileSummary): boolean {
  if (terms.length === 0) return true
  const { name, account, accountName, group, kind, verified } = profile
  const failure = verified?.failure
  const said = failure && [failure.message, wordsOfFailure(failure.code)]
  return hasAll(terms, [name, account, accountName, group, kind, ...(said ?? [])])
}

/** The same for a session: in its name, user, or one of its profiles. */
export const sessionHas = (terms: readonly string[], { name, user, profiles }: Session): boolean =>
  terms.length === 0 || hasAll(terms, [name, user, ...profiles.map((profile) => profile.name)])

/** Why a check failed and what to do about it, in one paragraph. */
export function adviceFor(profile: ProfileSummary): string | undefined {
  const failure = profile.verified?.failure
  if (failure === undefined) return undefined
  const parts = [failure.reason, failure.remedy].filter((part) => part !== undefined)
  return parts.length === 0
    ? undefined
    : parts.map((part) => (/[.!?]$/.test(part) ? part : `${part}.`)).join(' ')
}

/** Failures whose only cause is an ended session. */
const overCodes = new Set<string>([
  'Expired',
  'SsoSessionOver',
  'SsoTokenMissing',
  'MfaNeeded',
  'MfaCancelled',
])

/** Sessions that need a sign-in or a code. */
export function sessionsToDo(sessions: readonly Session[], now: number): readonly Session[] {
  return sessions.filter(
    ({ state, profiles }) => profiles.length > 0 && (state.kind === 'needsCode' || wantsSignIn(state, now)),
  )
}

/**
 * Headings and profiles in the order of the groups, without names that are gone from the files. An ended session is one row
 * after the refused profiles, instead of the profiles that failed only because of it.
 */
export function rowsOf(
  groups: readonly CheckGroup[],
  byName: ReadonlyMap<string, ProfileSummary>,
  filter: CheckState | 'all',
  over: readonly Session[] = [],
): readonly CheckRow[] {
  const rows: CheckRow[] = []
  const waiting = new Set(groups.flatMap(({ state, names }) => (state === 'waiting' ? names : [])))
  const covered = new Map<string, number>()
  const sessionOf = new Map<string, string>()
  // A profile that depends on two of them appears under the first.
  for (const { id, profiles } of over)
    for (const { name } of profiles) {
      const failure = byName.get(name)?.verified?.failure
      const forThis = failure === undefined || overCodes.has(failure.code)
      if (!waiting.has(name) || !byName.has(name) || !forThis || sessionOf.has(name)) continue
      sessionOf.set(name, id)
      covered.set(id, (covered.get(id) ?? 0) + 1)
    }
  const sessions: CheckRow[] =
    over.length === 0 || (filter !== 'all' && filter !== 'waiting')
      ? []
      : [
          { type: 'sessions', count: over.length },
          ...over.map((session): CheckRow => ({
            type: 'session',
            session,
            covers: covered.get(session.id) ?? 0,
          })),
        ]
  for (const group of groups) {
    if (group.state !== 'broken') rows.push(...sessions.splice(0))
    if (filter !== 'all' && group.state !== filter) continue
    const members = group.names
      .flatMap((name) => byName.get(name) ?? [])
      .filter(({ name }) => group.state !== 'waiting' || !sessionOf.has(name))
    const first = members[0]
    if (first === undefined) continue
    const advice = adviceFor(first)
    const shared =
      (group.state === 'broken' || group.state === 'waiting') &&
      advice !== undefined &&
      members.every((profile) => adviceFor(profile) === advice)
    rows.push({ type: 'heading', group, count: members.length, advice: shared ? advice : undefined })
    for (const profile of members) rows.push({ type: 'profile', profile, adviceAbove: shared })
  }
  return [...rows, ...sessions]
}
