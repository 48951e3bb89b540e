import type { ReaderName } from '../aws/readers/types.ts'

/** What the cache of a session says, as far as its state depends on it. Times are milliseconds since 1970. */
export interface CachedSession {
  /** The end of the access token; absent where there is no usable one. */
  readonly expiresAt?: number
  /** Whether everything is there that a renewal needs: refresh token, client and its secret. */
  readonly hasRenewal: boolean
  /** The end of the registration for a renewal, if it is given. */
  readonly registrationExpiresAt?: number
}

/**
 * What can be done with a session or a profile now. `until`: the end of what works, at which the user must do something unless it
 * `renews`; `renews.last`: the latest time until which it can, if known. `keysEnded`: the keys that it begins with have ended,
 * and no sign-in brings them back. `failsIn`: the tool that cannot use it. Times are ISO.
 */
export type AccessState =
  | {
      readonly kind: 'works'
      readonly until?: string | undefined
      readonly renews?: { readonly last?: string | undefined } | undefined
    }
  | { readonly kind: 'signIn'; readonly endedAt?: string | undefined }
  | { readonly kind: 'keysEnded'; readonly endedAt?: string | undefined }
  | { readonly kind: 'needsCode'; readonly serial: string; readonly endedAt?: string | undefined }
  | { readonly kind: 'needsPermission'; readonly why: string }
  | { readonly kind: 'broken'; readonly why: string; readonly failsIn?: ReaderName | undefined }
  | { readonly kind: 'unknown'; readonly why: string }

const iso = (ms: number): string => new Date(ms).toISOString()

/** A registration counts as ended this long before its end, as for the AWS CLI. */
const registrationMargin = 15 * 60_000

/** True when the access token can be renewed without the user, as far as the cache says. */
export function canRenew(session: CachedSession, now: number): boolean {
  const { hasRenewal, registrationExpiresAt = Number.POSITIVE_INFINITY } = session
  return hasRenewal && registrationExpiresAt - registrationMargin > now
}

/**
 * Whether a session works now. An access token that has ended is no reason to sign in again while it can be renewed. Nothing says
 * until when it can be renewed: only a refused renewal tells, so no such time is claimed. `renewable` is false
 * for sessions that no tool renews, whatever their cache holds.
 */
export function accessStateOf(
  session: CachedSession | undefined,
  renewable: boolean,
  now: number,
): Extract<AccessState, { kind: 'works' | 'signIn' }> {
  if (session === undefined) return { kind: 'signIn' }
  const { expiresAt } = session
  const isValid = expiresAt !== undefined && expiresAt > now
  const renews = renewable && canRenew(session, now)
  if (isValid || renews)
    return { kind: 'works', ...(isValid && { until: iso(expiresAt) }), ...(renews && { renews: {} }) }
  return { kind: 'signIn', ...(expiresAt !== undefined && { endedAt: iso(expiresAt) }) }
}

/** A date of the cache: ISO, also with the ending `UTC` that older versions of the AWS CLI wrote. Milliseconds since 1970. */
export function cacheDate(text: string | undefined): number | undefined {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?)(Z|UTC|[+-]\d\d:?\d\d)$/.exec(text ?? '')
  if (!match) return undefined
  const at = Date.parse(`${match[1]}${match[2] === 'UTC' ? 'Z' : match[2]}`)
  // Years that Date accepts and toISOString does not are no dates of a token.
  return Number.isNaN(at) ? undefined : at
}
