import { expiryOf } from '../../shared/domain/aws/expiry.ts'
import type { CallerKeys } from '../../shared/domain/aws/readers/types.ts'
import type { MergedProfile } from '../../shared/domain/aws/types.ts'
import { refuse } from './failure.ts'
import { setting } from './settings.ts'

/** When the keys of a profile end, where it says so: only those with a session token do. Milliseconds since the epoch. */
export function sessionEnd(profile: MergedProfile): number | undefined {
  if (setting(profile, 'aws_session_token') === undefined) return undefined
  const end = expiryOf(profile)
  return end === undefined ? undefined : Date.parse(end)
}

/** Refuses an `ASIA…` key without a token: AWS would refuse it with a less clear message. */
export function refuseWithoutToken(profile: string, { id, token }: CallerKeys): void {
  if (!id.startsWith('ASIA') || token) return
  refuse(
    'TokenMissing',
    `${profile} has temporary keys without their session token.`,
    'Access keys that begin with ASIA only work together with aws_session_token.',
    'Paste all three values again.',
  )
}

/** Says why a profile leads to no credentials. */
export function refuseIncomplete(profile: MergedProfile): never {
  const has = (key: string) => setting(profile, key) !== undefined
  const { name } = profile
  if (has('aws_access_key_id') !== has('aws_secret_access_key')) {
    const missing = has('aws_access_key_id') ? 'aws_secret_access_key' : 'aws_access_key_id'
    refuse(
      'HalfKeyPair',
      `${name} has half a key pair.`,
      `${missing} is not set.`,
      `Set ${missing}, or remove the other half.`,
    )
  }
  if (has('aws_session_token')) {
    refuse(
      'TokenWithoutKeys',
      `${name} has a session token without keys.`,
      'aws_session_token only works together with its access key and secret.',
      'Paste all three values again, or remove the token.',
    )
  }
  if (has('role_arn') && has('source_profile') && has('credential_source')) {
    refuse(
      'NoCredentials',
      `${name} names two sources for its role.`,
      'source_profile and credential_source cannot be combined.',
      'Remove one of them.',
    )
  }
  if (has('role_arn')) {
    refuse(
      'NoCredentials',
      `${name} names a role, but no source for it.`,
      'Neither source_profile, credential_source nor web_identity_token_file is set.',
      'Set source_profile to a profile that may assume the role.',
    )
  }
  refuse(
    'NoCredentials',
    `${name} holds no credentials and no way to get them.`,
    'It has no keys, role, sign-in or process.',
    'Add keys, or one of the other kinds of credentials.',
  )
}
