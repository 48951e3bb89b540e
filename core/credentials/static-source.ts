import { expiryOf } from '../../shared/domain/aws/expiry.ts'
import type { MergedProfile } from '../../shared/domain/aws/types.ts'
import { refuse } from './failure.ts'
import { setting } from './settings.ts'
import type { Credentials } from './types.ts'

/** The keys of a profile that has both. An `ASIA…` key without a token is refused here: AWS would refuse it less clearly. */
export function fromStaticKeys(profile: MergedProfile): Credentials {
  const accessKeyId = setting(profile, 'aws_access_key_id')!
  const sessionToken = setting(profile, 'aws_session_token')
  if (accessKeyId.startsWith('ASIA') && sessionToken === undefined) {
    return refuse(
      'TokenMissing',
      `${profile.name} has temporary keys without their session token.`,
      'Access keys that begin with ASIA only work together with aws_session_token.',
      'Paste all three values again.',
    )
  }
  const end = sessionToken === undefined ? undefined : expiryOf(profile)
  const accountId = setting(profile, 'aws_account_id')
  return {
    accessKeyId,
    secretAccessKey: setting(profile, 'aws_secret_access_key')!,
    ...(sessionToken !== undefined && { sessionToken }),
    ...(end !== undefined && { expiresAt: Date.parse(end) }),
    ...(accountId !== undefined && { accountId }),
  }
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
      'source_profile and credential_source exclude each other.',
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
