import { fail } from '../../../result.ts'
import type { CodedError } from '../../../result.ts'
import { tokenKeys } from '../keys.ts'
import type { MergedProfile } from '../types.ts'

interface Credentials {
  readonly id: boolean
  readonly secret: boolean
  readonly token: boolean
}

function credentialsOf(profile: MergedProfile | undefined): Credentials {
  const has = (key: string): boolean => (profile?.settings.get(key)?.value ?? '') !== ''
  return {
    id: has('aws_access_key_id'),
    secret: has('aws_secret_access_key'),
    token: [...tokenKeys].some(has),
  }
}

/** The error when an edit would leave half a key pair, or a token without keys, where there was none before. */
export function findHalfKeys(
  before: MergedProfile | undefined,
  after: MergedProfile | undefined,
): CodedError | undefined {
  const old = credentialsOf(before)
  const now = credentialsOf(after)
  const half = (credentials: Credentials): boolean => credentials.id !== credentials.secret
  if (half(now) && !half(old)) {
    const missing = now.id ? 'aws_secret_access_key' : 'aws_access_key_id'
    return fail('HalfKeyPair', `${after?.name ?? 'The profile'} would be left with half a key pair`, {
      reason: `${missing} is missing, and no SDK takes one without the other`,
      remedy: 'Set both, or remove both',
    }).error
  }
  const bare = (credentials: Credentials): boolean =>
    credentials.token && !credentials.id && !credentials.secret
  if (bare(now) && !bare(old)) {
    return fail(
      'TokenWithoutKeys',
      `${after?.name ?? 'The profile'} would be left with a session token but no keys`,
      {
        reason: 'A session token is only valid together with the key pair it was issued with',
        remedy: 'Set the key pair too, or remove the token',
      },
    ).error
  }
  return undefined
}
