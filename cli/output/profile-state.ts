import type { ProfileSummary } from '../../shared/contract/models.ts'
import { isRoutineFailure, wordsOfFailure } from '../../shared/domain/checks/failure-words.ts'
import { nameOf } from '../../shared/domain/aws/readers/same-answers.ts'
import type { ColouredText } from '../terminal/table.ts'
import { expiryText } from './expiry-text.ts'

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`
}

/** What its sign-ins and devices say, where it hangs on any. */
function accessText(access: ProfileSummary['access'], now: Date): ColouredText | undefined {
  if (access === undefined) return undefined
  switch (access.kind) {
    case 'works':
      return access.renews === undefined ? expiryText(access.until, now) : { text: 'works', colour: 'green' }
    case 'signIn':
      return { text: 'sign in', colour: 'dim' }
    case 'needsCode':
      return { text: 'needs a code', colour: 'dim' }
    case 'needsPermission':
      return { text: 'needs a permission', colour: 'yellow' }
    case 'broken':
      return access.failsIn && { text: `fails in ${nameOf(access.failsIn)}`, colour: 'red' }
    case 'unknown':
      return undefined
  }
}

/** What is known of a profile without asking anybody, in the words of the page; undefined where that is nothing. */
export function profileState(profile: ProfileSummary, now: Date): ColouredText | undefined {
  const { errors, warnings, verified } = profile
  if (errors > 0) return { text: count(errors, 'error'), colour: 'red' }
  const access = expiryText(profile.expiresAt, now) ?? accessText(profile.access, now)
  if (access !== undefined) return access
  if (verified?.status === 'failed') {
    const code = verified.failure?.code ?? 'Unknown'
    return { text: wordsOfFailure(code), colour: isRoutineFailure(code) ? 'dim' : 'red' }
  }
  if (warnings > 0) return { text: count(warnings, 'warning'), colour: 'yellow' }
  return verified?.status === 'valid' ? { text: 'verified', colour: 'green' } : undefined
}

/** Whether it is known not to work, for a reason that no sign-in heals. */
export function isBroken(profile: ProfileSummary): boolean {
  const { errors, access, verified } = profile
  const failure = verified?.status === 'failed' ? verified.failure?.code : undefined
  return errors > 0 || access?.kind === 'broken' || (failure !== undefined && !isRoutineFailure(failure))
}
