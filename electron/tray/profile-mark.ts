import type { ProfileSummary } from '../../shared/contract/models.ts'
import { isRoutineFailure, wordsOfFailure } from '../../shared/domain/checks/failure-words.ts'

const minute = 60_000
/** A countdown longer than this is not worth showing. */
const countdownFrom = 24 * 60 * minute

/** What is worth knowing about a profile in two or three words: expiry first, then the last check's result. */
export function profileMark(profile: ProfileSummary, now: Date): string | undefined {
  const { access } = profile
  if (access?.kind === 'needsCode') return 'needs a code'
  if (access?.kind === 'needsPermission') return 'needs a permission'
  if (access?.kind === 'signIn') return 'sign in'
  if (access?.kind === 'keysEnded') return 'expired'
  if (access?.kind === 'works') {
    // Skip a check's failure that a later sign-in fixed, and anything that renews by itself.
    if (access.until === undefined || access.renews !== undefined) return undefined
    const left = Date.parse(access.until) - now.getTime()
    if (left <= 0) return profile.kind === 'sso' || profile.kind === 'login' ? 'sign in' : 'expired'
    return left <= countdownFrom ? `${duration(left)} left` : undefined
  }
  const failed =
    profile.verified?.status === 'failed' ? (profile.verified.failure?.code ?? 'Unknown') : undefined
  const refused = failed !== undefined && !isRoutineFailure(failed)
  if (!refused && profile.expiresAt !== undefined) {
    const left = Date.parse(profile.expiresAt) - now.getTime()
    if (left <= 0) return 'expired'
    if (left <= countdownFrom) return `${duration(left)} left`
  }
  if (failed !== undefined) return inSentence(wordsOfFailure(failed))
  if (profile.errors > 0) return 'has problems'
  return undefined
}

/** The words as they follow a name; words in capitals stay unchanged. */
function inSentence(words: string): string {
  return /^[A-Z]{2}/.test(words) ? words : words.charAt(0).toLowerCase() + words.slice(1)
}

/** "24 min", "1 h 40 min": never less than a minute. */
export function duration(milliseconds: number): string {
  const minutes = Math.max(1, Math.floor(milliseconds / minute))
  if (minutes < 60) return `${String(minutes)} min`
  const rest = minutes % 60
  const hours = `${String(Math.floor(minutes / 60))} h`
  return rest === 0 ? hours : `${hours} ${String(rest)} min`
}
