import type { ProfileSummary } from '../../../shared/contract/models.ts'
import { wordsOfFailure } from '../../../shared/domain/checks/failure-words.ts'
import { isExpiring, isRefused, timeLeft, type FailureCode } from '../../app/profile-status.ts'

/** What Health says about a profile: one of four, so that the counts add up to all profiles. */
export type CheckState = 'failed' | 'expiring' | 'unchecked' | 'valid'

export interface CheckGroup {
  readonly key: string
  readonly state: CheckState
  readonly title: string
  /** AWS, or the setup, said no. */
  readonly refused: boolean
  readonly names: readonly string[]
}

function failureOf(profile: ProfileSummary, now: number): FailureCode | undefined {
  const { verified } = profile
  if (verified?.status === 'failed') return verified.failure?.code ?? 'Unknown'
  const left = timeLeft(profile, now)
  return left !== undefined && left <= 0 ? 'Expired' : undefined
}

/** The state of one profile at a time in ms since 1970. A cancelled check counts as none. */
export function checkStateOf(profile: ProfileSummary, now: number): CheckState {
  if (failureOf(profile, now) !== undefined) return 'failed'
  if (isExpiring(profile, now)) return 'expiring'
  return profile.verified?.status === 'valid' ? 'valid' : 'unchecked'
}

/** How many profiles are in each state. */
export function countStates(
  profiles: readonly ProfileSummary[],
  now: number,
): Readonly<Record<CheckState, number>> {
  const counts = { failed: 0, expiring: 0, unchecked: 0, valid: 0 }
  for (const profile of profiles) counts[checkStateOf(profile, now)]++
  return counts
}

const titles = { expiring: 'Ends soon', unchecked: 'Not checked', valid: 'Works' }

function placeOf({ state, refused }: CheckGroup): number {
  if (state === 'failed') return refused ? 0 : 1
  return state === 'expiring' ? 2 : state === 'unchecked' ? 3 : 4
}

/** Profiles by what went wrong: refusals first, then ended sign-ins, then the rest; larger groups first. */
export function groupChecks(profiles: readonly ProfileSummary[], now: number): readonly CheckGroup[] {
  const groups = new Map<string, CheckGroup & { readonly names: string[] }>()
  for (const profile of profiles) {
    const state = checkStateOf(profile, now)
    const code = state === 'failed' ? failureOf(profile, now) : undefined
    const title = code === undefined || state !== 'failed' ? titles[state as 'valid'] : wordsOfFailure(code)
    const group = groups.get(title)
    if (group !== undefined) group.names.push(profile.name)
    else groups.set(title, { key: title, state, title, refused: isRefused(profile), names: [profile.name] })
  }
  return [...groups.values()].sort((a, b) => placeOf(a) - placeOf(b) || b.names.length - a.names.length)
}
