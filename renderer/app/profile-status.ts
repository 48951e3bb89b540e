import type { ProfileSummary, VerifyResult } from '../../shared/contract/models.ts'
import { plural } from '../ui/plural.ts'
import type { StatusLook } from '../ui/status.tsx'
import { isRoutineRefusal } from '../../shared/domain/aws/readers/routine.ts'
import { ago, duration } from './format-time.ts'
import { toolNames, type ToolRefusal } from './tool-answers.ts'

/** Amber starts this long before the end. */
export const soonMs = 30 * 60_000
const hourMs = 60 * 60_000

export type FailureCode = NonNullable<VerifyResult['failure']>['code']

const failureWords: Partial<Record<FailureCode, string>> = {
  Expired: 'Expired',
  KeyUnknown: 'Key rejected',
  SignatureWrong: 'Wrong secret',
  ClockSkew: 'Clock is off',
  AccessDenied: 'Access denied',
  RegionDisabled: 'Region is off',
  RegionMissing: 'No region',
  NoNetwork: 'No network',
  Timeout: 'No answer',
  Throttled: 'Throttled',
  EndpointInvalid: 'Bad endpoint',
  ProxyAnswered: 'Proxy answered',
  MfaNeeded: 'MFA needed',
  MfaCancelled: 'MFA cancelled',
  SsoSessionOver: 'Sign in again',
  SsoTokenMissing: 'Sign in first',
  ProcessNotAllowed: 'Asks to run',
  ProcessChanged: 'Program changed',
  ProcessMissing: 'Program missing',
  ProcessUnsafe: 'Program not safe',
  AllowListUnsafe: 'List not safe',
  ProcessFailed: 'Process failed',
  ProcessOutputInvalid: 'Process failed',
  SourceProfileMissing: 'Source missing',
  SourceProfileCycle: 'Source loop',
  HalfKeyPair: 'Half a key pair',
  TokenWithoutKeys: 'Token, no keys',
  TokenMissing: 'Token missing',
  WebIdentityTokenMissing: 'Token missing',
  LoginUnsupported: 'Cannot check',
  NoCredentials: 'No credentials',
}

/** An ended login or a question is routine: grey. The rest is AWS, or the setup, saying no: red. */
const routine = new Set<FailureCode>([
  'Expired',
  'MfaNeeded',
  'MfaCancelled',
  'SsoSessionOver',
  'SsoTokenMissing',
  'ProcessNotAllowed',
  'ProcessChanged',
  'NoNetwork',
  'Timeout',
  'Throttled',
  'LoginUnsupported',
  'Cancelled',
])

/** Whether a program waits for the user's consent, for the first time or because it changed. */
export function asksToRun(failure: NonNullable<VerifyResult['failure']>): boolean {
  return failure.code === 'ProcessNotAllowed' || failure.code === 'ProcessChanged'
}

/** A failed check in two or three words, by the code of the failure. */
export function wordsOfFailure(code: FailureCode): string {
  return failureWords[code] ?? 'Check failed'
}

/** Milliseconds until the keys of a profile end; undefined when no end is known. */
export function timeLeft(profile: ProfileSummary, now: number): number | undefined {
  const end = profile.expiresAt ?? profile.verified?.expiresAt
  return end === undefined ? undefined : Date.parse(end) - now
}

export function isExpiring(profile: ProfileSummary, now: number): boolean {
  const left = timeLeft(profile, now)
  return left !== undefined && left > 0 && left <= soonMs
}

/** Whether AWS, or the setup, said no; an ended login or a question that waits is not a refusal. */
export function isRefused(profile: ProfileSummary): boolean {
  const failure = profile.verified?.failure
  return failure !== undefined && !routine.has(failure.code)
}

/** Whether the tool of the status cannot use the profile, and a sign-in would not change that. */
function isBroken({ error }: ToolRefusal): boolean {
  return !isRoutineRefusal(error)
}

/** Whether a person has to do something: a problem in the files, AWS said no, or the tool of the status cannot use it. */
export function needsAttention(profile: ProfileSummary, refusal?: ToolRefusal): boolean {
  return profile.errors > 0 || isRefused(profile) || (refusal !== undefined && isBroken(refusal))
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

function refusedLook({ tool, why }: ToolRefusal): Pick<StatusLook, 'words' | 'title'> {
  const name = toolNames[tool]
  return { words: `Fails in ${name.replace(/^the /, '')}`, title: `${capital(name)} cannot use it. ${why}` }
}

/**
 * The one status that matters most about a profile now. `refusal`: why the tool that the status speaks for cannot use it, whatever a
 * check found.
 */
export function statusOf(
  profile: ProfileSummary,
  now: number,
  checking: boolean,
  refusal?: ToolRefusal,
): StatusLook {
  if (checking) return { glyph: 'checking', words: 'Checking', tone: 'plain' }
  const left = timeLeft(profile, now)
  const { verified } = profile
  if (verified?.failure !== undefined && !routine.has(verified.failure.code)) {
    return {
      glyph: 'rejected',
      words: wordsOfFailure(verified.failure.code),
      tone: 'red',
    }
  }
  if (refusal !== undefined && isBroken(refusal))
    return { glyph: 'rejected', tone: 'red', ...refusedLook(refusal) }
  if (left !== undefined && left <= 0) return { glyph: 'expired', words: 'Expired', tone: 'plain' }
  if (left !== undefined && left <= soonMs) {
    return { glyph: 'expiring', words: `Expires in ${duration(left)}`, tone: 'amber', share: left / hourMs }
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
    return { glyph: 'valid', words: `Valid ${ago(Date.parse(verified.checkedAt), now)}`, tone: 'plain' }
  }
  return { glyph: 'unknown', words: 'Not checked', tone: 'dim' }
}

/** Where a status stands when the list is sorted by it: trouble first. */
export function statusRank(profile: ProfileSummary, now: number, refusal?: ToolRefusal): number {
  const order = ['rejected', 'problem', 'expiring', 'expired', 'unknown', 'valid', 'checking']
  return order.indexOf(statusOf(profile, now, false, refusal).glyph)
}
