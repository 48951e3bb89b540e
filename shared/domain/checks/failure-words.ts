import type { VerifyFailureCode } from './failure-codes.ts'

/** `routine`: an everyday reason, such as a sign-in that has ended; grey. `broken`: AWS, or the setup, refuses; red. */
export type FailureTone = 'routine' | 'broken'

interface FailureWords {
  readonly words: string
  readonly tone: FailureTone
}

const routine = (words: string): FailureWords => ({ words, tone: 'routine' })
const broken = (words: string): FailureWords => ({ words, tone: 'broken' })

/** The name of each failed check in two or three words, and how serious it is, wherever it is shown. */
const table: Readonly<Record<VerifyFailureCode, FailureWords>> = {
  Expired: routine('Expired'),
  KeyUnknown: broken('Key rejected'),
  SignatureWrong: broken('Wrong secret'),
  ClockSkew: broken('Clock is off'),
  AccessDenied: broken('Access denied'),
  RegionDisabled: broken('Region is off'),
  RegionMissing: broken('No region'),
  NoNetwork: routine('No network'),
  Timeout: routine('No answer'),
  Throttled: routine('Throttled'),
  EndpointInvalid: broken('Bad endpoint'),
  ProxyAnswered: broken('Proxy answered'),
  MfaNeeded: routine('MFA needed'),
  MfaCancelled: routine('MFA cancelled'),
  SsoSessionOver: routine('Sign in again'),
  SsoTokenMissing: routine('Sign in first'),
  ProcessNotAllowed: routine('Asks to run'),
  ProcessChanged: routine('Program changed'),
  ProcessMissing: broken('Program missing'),
  ProcessUnsafe: broken('Program not safe'),
  AllowListUnsafe: broken('List not safe'),
  ProcessFailed: broken('Process failed'),
  ProcessOutputInvalid: broken('Process failed'),
  VaultLocked: routine('Vault locked'),
  VaultUnavailable: broken('No keychain'),
  VaultKeyMissing: broken('No key in vault'),
  SourceProfileMissing: broken('Source missing'),
  SourceProfileCycle: broken('Source loop'),
  HalfKeyPair: broken('Half a key pair'),
  TokenWithoutKeys: broken('Token, no keys'),
  TokenMissing: broken('Token missing'),
  WebIdentityTokenMissing: broken('Token missing'),
  LoginUnsupported: routine('Sign in first'),
  PasswordChanged: routine('Sign in again'),
  LoginDenied: broken('Login denied'),
  LoginRegionWrong: broken('Wrong region'),
  ChainTooLong: broken('Over an hour'),
  NoCredentials: broken('No credentials'),
  Cancelled: routine('Cancelled'),
  Unknown: broken('Check failed'),
}

/** A failed check in two or three words, by the code of the failure. */
export function wordsOfFailure(code: VerifyFailureCode): string {
  return table[code].words
}

/** Whether a check failed for an everyday reason, with nothing broken. */
export function isRoutineFailure(code: VerifyFailureCode): boolean {
  return table[code].tone === 'routine'
}

/**
 * Whether a person is asked before using a profile whose last check failed like this: a sign-in or a code may follow, the rest
 * not.
 */
export function asksBeforeUse(code: VerifyFailureCode): boolean {
  return code === 'Expired' || !isRoutineFailure(code)
}
