import type { Environment } from '../network/endpoint.ts'
import { refuse } from './failure.ts'
import type { Credentials } from './types.ts'

/** Credentials for `credential_source = Environment`. Throws NoCredentials. */
export function fromEnvironment(profile: string, env: Environment): Credentials {
  const accessKeyId = env['AWS_ACCESS_KEY_ID']
  const secretAccessKey = env['AWS_SECRET_ACCESS_KEY']
  if (!accessKeyId || !secretAccessKey) {
    return refuse(
      'NoCredentials',
      `${profile} takes its source from the environment, which has no credentials.`,
      'AWS_ACCESS_KEY_ID or AWS_SECRET_ACCESS_KEY is not set where Stackpass runs.',
      'Set both, or name a source_profile.',
    )
  }
  const sessionToken = env['AWS_SESSION_TOKEN']
  const expiresAt = Date.parse(env['AWS_CREDENTIAL_EXPIRATION'] ?? '')
  return {
    accessKeyId,
    secretAccessKey,
    ...(sessionToken && { sessionToken }),
    ...(!Number.isNaN(expiresAt) && { expiresAt }),
  }
}
