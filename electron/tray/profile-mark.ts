import type { ProfileSummary } from '../../shared/contract/models.ts'

const minute = 60_000
/** A countdown further away than this is no news. */
const countdownFrom = 24 * 60 * minute

const failureWords = new Map<string, string>([
  ['Expired', 'expired'],
  ['KeyUnknown', 'key rejected'],
  ['SignatureWrong', 'secret rejected'],
  ['AccessDenied', 'access denied'],
  ['MfaNeeded', 'needs an MFA code'],
  ['SsoSessionOver', 'sign-in over'],
  ['SsoTokenMissing', 'not signed in'],
  ['SourceProfileMissing', 'source profile missing'],
])

/** What is worth knowing of a profile in two or three words: expiry first, then what the last check found. */
export function profileMark(profile: ProfileSummary, now: Date): string | undefined {
  if (profile.expiresAt !== undefined) {
    const left = Date.parse(profile.expiresAt) - now.getTime()
    if (left <= 0) return 'expired'
    if (left <= countdownFrom) return `${duration(left)} left`
  }
  if (profile.verified?.status === 'failed')
    return failureWords.get(profile.verified.failure?.code ?? '') ?? 'check failed'
  if (profile.errors > 0) return 'has problems'
  return undefined
}

function duration(milliseconds: number): string {
  const minutes = Math.max(1, Math.floor(milliseconds / minute))
  if (minutes < 60) return `${String(minutes)} min`
  const rest = minutes % 60
  const hours = `${String(Math.floor(minutes / 60))} h`
  return rest === 0 ? hours : `${hours} ${String(rest)} min`
}
