import type { ProfileSummary } from '../../shared/contract/models.ts'
import { isRoutineFailure, wordsOfFailure } from '../../shared/domain/checks/failure-words.ts'
import { nameOf } from '../../shared/domain/aws/readers/same-answers.ts'
import type { ColouredText } from '../terminal/table.ts'
import { expiryText } from './expiry-text.ts'

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`
}

/** What its sign-ins, devices and keys say, and what a check said of them. */
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
    // What it does now was not looked at, or could not be known.
    case 'unknown':
    case undefined:
      return inCheck?.colour === 'red' ? inCheck : (expiryText(expiresAt, now) ?? inCheck)
  }
}

/** What is known of a profile without asking anybody, in the words of the page; undefined where that is nothing. */
export function profileState(profile: ProfileSummary, now: Date): ColouredText | undefined {
  const { errors, warnings, verified } = profile
  if (errors > 0) return { text: count(errors, 'error'), colour: 'red' }
  const access = accessText(profile, now)
  if (access !== undefined) return access
  if (warnings > 0) return { text: count(warnings, 'warning'), colour: 'yellow' }
  return verified?.status === 'valid' ? { text: 'verified', colour: 'green' } : undefined
}

/** Whether it is known not to work, for a reason that no sign-in heals. */
export function isBroken(profile: ProfileSummary): boolean {
  const { errors, access, verified } = profile
  const failure = verified?.status === 'failed' ? verified.failure?.code : undefined
  return errors > 0 || access?.kind === 'broken' || (failure !== undefined && !isRoutineFailure(failure))
}
