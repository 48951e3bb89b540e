import type { ProfileSummary } from '../../../shared/contract/models.ts'
import { wordsOfFailure } from '../../../shared/domain/checks/failure-words.ts'
import { nameOf } from '../../../shared/domain/aws/readers/same-answers.ts'
import { lookOfAccess } from '../../app/access-state.ts'
import { isExpiring, isRefused, needsAttention, timeLeft } from '../../app/profile-status.ts'
import type { ToolRefusal } from '../../app/status-tool.ts'

/**
 * The state of a profile in Health: one of five, so that the counts add up to all profiles. `broken`: also what navigation,
 * tray and the profiles tab count. `waiting`: for a sign-in, a code, a permission or new keys, which is routine.
 */
export type CheckState = 'broken' | 'waiting' | 'expiring' | 'unchecked' | 'valid'

export interface CheckGroup {
  readonly key: string
  readonly state: CheckState
  readonly title: string
  readonly names: readonly string[]
}

type Refusals = ReadonlyMap<string, ToolRefusal>

/** What the profile waits for, in words; undefined if nothing. */
function waitsFor(profile: ProfileSummary, now: number): string | undefined {
  const { access, verified } = profile
  if (access?.kind === 'works') return undefined
  const failure = verified?.status === 'failed' ? (verified.failure?.code ?? 'Unknown') : undefined
  if (failure !== undefined) return wordsOfFailure(failure)
  const left = timeLeft(profile, now)
  if (left !== undefined && left <= 0) return wordsOfFailure('Expired')
  const waits = access !== undefined && access.kind !== 'unknown' && access.kind !== 'broken'
  return waits ? lookOfAccess(access, now).words : undefined
}

function stateAndTitle(
  profile: ProfileSummary,
  now: number,
  refusal: ToolRefusal | undefined,
): readonly [CheckState, string] {
  const code = profile.verified?.failure?.code
  if (needsAttention(profile, refusal)) {
    if (isRefused(profile) && code !== undefined) return ['broken', wordsOfFailure(code)]
    return [
      'broken',
      profile.errors > 0 || !refusal ? 'Wrong in the files' : `Fails in ${nameOf(refusal.tool)}`,
    ]
  }
  const waits = waitsFor(profile, now)
  if (waits !== undefined) return ['waiting', waits]
  if (isExpiring(profile, now)) return ['expiring', 'Ends soon']
  const works = profile.verified?.status === 'valid' || profile.access?.kind === 'works'
  return works ? ['valid', 'Works'] : ['unchecked', 'Not checked']
}

/** The state of one profile at a time in ms since 1970. A cancelled check counts as none. */
export function checkStateOf(profile: ProfileSummary, now: number, refusal?: ToolRefusal): CheckState {
  return stateAndTitle(profile, now, refusal)[0]
}

/** How many profiles are in each state. */
export function countStates(
  profiles: readonly ProfileSummary[],
  now: number,
  refusals: Refusals,
): Readonly<Record<CheckState, number>> {
  const counts = { broken: 0, waiting: 0, expiring: 0, unchecked: 0, valid: 0 }
  for (const profile of profiles) counts[checkStateOf(profile, now, refusals.get(profile.name))]++
  return counts
}

const order: readonly CheckState[] = ['broken', 'waiting', 'expiring', 'unchecked', 'valid']

/** Profiles by what went wrong: broken ones first, then those that wait for somebody, then the rest; larger groups first. */
export function groupChecks(
  profiles: readonly ProfileSummary[],
  now: number,
  refusals: Refusals,
): readonly CheckGroup[] {
  const groups = new Map<string, CheckGroup & { readonly names: string[] }>()
  for (const profile of profiles) {
    const [state, title] = stateAndTitle(profile, now, refusals.get(profile.name))
    const key = `${state} ${title}`
    const group = groups.get(key)
    if (group !== undefined) group.names.push(profile.name)
    else groups.set(key, { key, state, title, names: [profile.name] })
  }
  return [...groups.values()].sort(
    (a, b) => order.indexOf(a.state) - order.indexOf(b.state) || b.names.length - a.names.length,
  )
}
