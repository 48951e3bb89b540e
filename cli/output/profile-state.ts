import type { ProfileSummary } from '../../shared/contract/models.ts'
import { isRoutineFailure, wordsOfFailure } from '../../shared/domain/checks/failure-words.ts'
import { nameOf } from '../../shared/domain/aws/readers/same-answers.ts'
import type { ColouredText } from '../terminal/table.ts'
import { expiryText } from './expiry-text.ts'

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`
}

/** The state from sign-ins, devices and keys, and from the last check. */
function accessText({ access, verified, expiresAt }: ProfileSummary, now: Date): ColouredText | undefined {
  const failure = verified?.status === 'failed' ? (verified.failure?.code ?? 'Unknown') : undefined
  const inCheck = failure && {
    text: wordsOfFailure(failure),
    colour: isRoutineFailure(failure) ? ('dim' as const) : ('red' as const),
  }
  switch (access?.kind) {
    case 'works':
      return access.renews === undefined ? expiryText(access.until, now) : { text: 'works', colour: 'green' }
    case 'signIn':
      return { text: 'sign in', colour: 'dim' }
    case 'keysEnded': {
      const since = expiryText(access.endedAt, now)?.text ?? 'expired'
      return { text: access.endedAt === expiresAt ? since : `keys ${since}`, colour: 'dim' }
    }
    case 'needsCode':
      return { text: 'needs a code', colour: 'dim' }
    case 'needsPermission':
      return { text: 'needs a permission', colour: 'yellow' }
    case 'broken':
      return access.failsIn === undefined
        ? (inCheck ?? { text: 'broken', colour: 'red' })
        : { text: `fails in ${nameOf(access.failsIn)}`, colour: 'red' }
    // Its current state was not checked, or could not be determined.
    case 'unknown':
    case undefined:
      return inCheck?.colour === 'red' ? inCheck : (expiryText(expiresAt, now) ?? inCheck)
  }
}

/** What is known about a profile without a check, in the page's words; undefined if nothing is known. */
export function profileState(profile: ProfileSummary, now: Date): ColouredText | undefined {
  const { errors, warnings, verified } = profile
  if (errors > 0) return { text: count(errors, 'error'), colour: 'red' }
  const access = accessText(profile, now)
  if (access !== undefined) return access
  if (warnings > 0) return { text: count(warnings, 'warning'), colour: 'yellow' }
  return verified?.status === 'valid' ? { text: 'verified', colour: 'green' } : undefined
}

/** Whether the profile is known not to work, for a reason that no sign-in fixes. */
export function isBroken(profile: ProfileSummary): boolean {
  const { errors, access, verified } = profile
  const failure = verified?.status === 'failed' ? verified.failure?.code : undefined
  return errors > 0 || access?.kind === 'broken' || (failure !== undefined && !isRoutineFailure(failure))
}
