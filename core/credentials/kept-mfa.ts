import type { MergedProfile } from '../../shared/domain/aws/types.ts'
import { mostFromSession, roleParts, sessionParts } from './mfa-names.ts'
import { keyedName, type MfaDevice, type MfaSession } from './mfa-store.ts'
import { endpointFor, setting } from './settings.ts'
import type { CredentialContext } from './types.ts'

type Where = Pick<CredentialContext, 'profiles' | 'env' | 'services'>

/** The keys that assume a role with an MFA device, if they are in the files and belong to a user. */
function keysFor(profile: MergedProfile, { profiles }: Where) {
  const source = profiles.get(setting(profile, 'source_profile') ?? '')
  if (source?.kind !== 'keys' || setting(source, 'role_arn') !== undefined) return undefined
  const accessKeyId = setting(source, 'aws_access_key_id')
  const secretAccessKey = setting(source, 'aws_secret_access_key')
  return accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined
}

/**
 * What codes have opened for a role that asks for one: the session of its keys, or the credentials of the role itself where it
 * takes the code. The latest, even one that has ended; undefined where there is none, or it is not known whose keys it takes.
 */
export function keptMfa(profile: MergedProfile, device: MfaDevice, where: Where): MfaSession | undefined {
  const key = keysFor(profile, where)
  if (key === undefined) return undefined
  const region = where.env['AWS_REGION'] || setting(profile, 'region') || 'us-east-1'
  const endpoint = endpointFor('sts', profile, region, where)
  const externalId = setting(profile, 'external_id')
  const seconds = setting(profile, 'duration_seconds')
  const role = roleParts(key, endpoint, {
    RoleArn: setting(profile, 'role_arn') ?? '',
    ...(externalId !== undefined && { ExternalId: externalId }),
    ...(seconds !== undefined && { DurationSeconds: Number(seconds) }),
  })
  const takesCode = Number(seconds ?? 0) > mostFromSession
  const names = [role, ...(takesCode ? [] : [sessionParts(key, endpoint)])].map((parts) =>
    keyedName(device.salt, ...parts),
  )
  return device.sessions
    .filter(({ of }) => names.includes(of))
    .sort((a, b) => b.expiresAt - a.expiresAt)
    .at(0)
}
