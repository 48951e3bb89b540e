import type { AccessState, ProfileSummary, VerifyResult } from '../../shared/contract/models.ts'
import { isRoutineFailure, wordsOfFailure } from '../../shared/domain/checks/failure-words.ts'
import { plural } from '../ui/plural.ts'
import type { StatusLook } from '../ui/status.tsx'
import { isRoutineRefusal } from '../../shared/domain/aws/readers/routine.ts'
import { nameOf } from '../../shared/domain/aws/readers/same-answers.ts'
import { refusalInWords } from '../../shared/domain/aws/readers/tool-names.ts'
import { lookOfAccess, soonMs } from './access-state.ts'
import { agoInBrief, dayAndTime, duration } from './format-time.ts'
import type { ToolRefusal } from './status-tool.ts'

const hourMs = 60 * 60_000

export type FailureCode = NonNullable<VerifyResult['failure']>['code']

/** Whether a program waits for the user's consent, for the first time or because it changed. */
export function asksToRun(failure: NonNullable<VerifyResult['failure']>): boolean {
  return failure.code === 'ProcessNotAllowed' || failure.code === 'ProcessChanged'
}

/** Milliseconds until the keys of a profile end; undefined when the end is unknown. */
export function timeLeft(profile: ProfileSummary, now: number): number | undefined {
  const end = profile.expiresAt ?? profile.verified?.expiresAt
  return end === undefined ? undefined : Date.parse(end) - now
}

export function isExpiring(profile: ProfileSummary, now: number): boolean {
  const left = timeLeft(profile, now)
  return left !== undefined && left > 0 && left <= soonMs
}

/** Whether AWS or the setup refuses it; an expired sign-in or a waiting question is not a refusal. */
export function isRefused(profile: ProfileSummary): boolean {
  const failure = profile.verified?.failure
  return failure !== undefined && !isRoutineFailure(failure.code)
}

/** Whether the status tool cannot use the profile and a sign-in would not change that. */
function isBroken({ error }: ToolRefusal): boolean {
  return !isRoutineRefusal(error)
}

/** Counts the profiles that need attention, each once however much is wrong with it, for tabs and the navigation. */
export function countAttention(
  profiles: readonly ProfileSummary[],
  refusals: ReadonlyMap<string, ToolRefusal>,
): number {
  return profiles.filter((profile) => needsAttention(profile, refusals.get(profile.name))).length
}

/** Whether nothing is wrong with a profile: only then does the page say that it has no end or renews itself. */
export function isFine(profile: ProfileSummary, refusal?: ToolRefusal): boolean {
  return profile.verified?.status !== 'failed' && profile.errors === 0 && refusal === undefined
}

/** Whether a person has to act: a problem in the files, AWS refused it, or the status tool cannot use it. */
export function needsAttention(profile: ProfileSummary, refusal?: ToolRefusal): boolean {
  return profile.errors > 0 || isRefused(profile) || (refusal !== undefined && isBroken(refusal))
}

function refusedLook({ tool, why }: ToolRefusal): Pick<StatusLook, 'words' | 'title'> {
  return { words: `Fails in ${nameOf(tool)}`, title: refusalInWords(tool, why) }
}

/** A successful check shows its age: keys may have been revoked since. */
function worksSince(at: number, now: number): StatusLook {
  return {
    glyph: 'valid',
    words: `Worked ${agoInBrief(at, now)}`,
    tone: 'plain',
    title: `Checked ${dayAndTime(at)}`,
  }
}

/**
 * The most important status of a profile now. `refusal`: why the status tool cannot use it, whatever a check found.
 * `access`: the state of its session, if any.
 */
export function statusOf(
  profile: ProfileSummary,
  now: number,
  checking: boolean,
  refusal?: ToolRefusal,
  access?: AccessState,
): StatusLook {
  if (checking) return { glyph: 'checking', words: 'Checking', tone: 'plain' }
  const left = timeLeft(profile, now)
  const { verified } = profile
  if (verified?.failure !== undefined && !isRoutineFailure(verified.failure.code)) {
    return {
      glyph: 'rejected',
      words: wordsOfFailure(verified.failure.code),
      tone: 'red',
    }
  }
  if (refusal !== undefined && isBroken(refusal))
    return { glyph: 'rejected', tone: 'red', ...refusedLook(refusal) }
  // Keys with a known end count down like a session; a role on top of expired keys shows that too.
  const own = profile.access
  const until = own?.kind === 'works' && profile.kind === 'session' ? own.until : undefined
  const ends = until !== undefined && Date.parse(until) > now
  const state = access ?? (ends || own?.kind === 'keysEnded' ? own : undefined)
  if (state !== undefined && state.kind !== 'unknown' && profile.errors === 0) {
    return lookOfAccess(state, now)
  }
  if (left !== undefined && left <= 0) return { glyph: 'expired', words: 'Expired', tone: 'plain' }
  if (left !== undefined && left <= soonMs) {
    return { glyph: 'expiring', words: `Ends in ${duration(left)}`, tone: 'amber', share: left / hourMs }
  }
  if (profile.errors > 0) {
    return { glyph: 'problem', words: plural(profile.errors, 'problem'), tone: 'red' }
  }
  if (verified?.failure !== undefined && verified.status === 'failed') {
    return { glyph: 'expired', words: wordsOfFailure(verified.failure.code), tone: 'plain' }
  }
  if (refusal !== undefined)
    return { glyph: 'expired', words: 'Sign in first', tone: 'plain', title: refusal.why }
  if (verified?.status === 'valid') {
    return worksSince(Date.parse(verified.checkedAt), now)
  }
  return { glyph: 'unknown', words: 'Not known', tone: 'dim', title: 'It has not been checked.' }
}

/** The position of a status when the list is sorted by status: trouble first. */
export function statusRank(
  profile: ProfileSummary,
  now: number,
  refusal?: ToolRefusal,
  access?: AccessState,
): number {
  const order = [
    'rejected',
    'problem',
    'denied',
    'expiring',
    'code',
    'expired',
    'unknown',
    'valid',
    'checking',
  ]
  return order.indexOf(statusOf(profile, now, false, refusal, access).glyph)
}
