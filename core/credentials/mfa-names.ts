import type { Endpoint } from '../network/endpoint.ts'
import type { RoleRequest } from './sts-calls.ts'
import type { Credentials } from './types.ts'

/** The session of a key assumes roles for an hour at most; a request for more takes the code itself. */
export const mostFromSession = 3_600

type Key = Pick<Credentials, 'accessKeyId' | 'secretAccessKey'>

/** What tells one key from another, and a server of the user from AWS. */
function keyParts({ accessKeyId, secretAccessKey }: Key, { source, origin }: Endpoint): string[] {
  return [accessKeyId, secretAccessKey, source.startsWith('partition') ? '' : origin]
}

/** What makes the session of one key differ from another. */
export const sessionParts = (key: Key, endpoint: Endpoint): readonly string[] => [
  'session',
  ...keyParts(key, endpoint),
]

/** What makes the credentials of a role that took a code differ from others. */
export function roleParts(
  key: Key,
  endpoint: Endpoint,
  { RoleArn = '', ExternalId = '', DurationSeconds = 0, Policy, PolicyArns, Tags }: Partial<RoleRequest>,
): readonly string[] {
  const isPlain = Policy === undefined && PolicyArns === undefined && Tags === undefined
  // The rights of a session are part of its name: a lease never gets the whole of a role that was opened before.
  const rights = isPlain ? [] : [JSON.stringify([Policy, PolicyArns, Tags])]
  return ['role', ...keyParts(key, endpoint), RoleArn, ExternalId, String(DurationSeconds), ...rights]
}
