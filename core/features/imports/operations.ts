import type { Operation } from '../../../shared/contract/models.ts'
import { expiryKeys } from '../../../shared/domain/aws/keys.ts'
import type { MergedProfile } from '../../../shared/domain/aws/types.ts'
import type { ImportFound } from '../../../shared/domain/transfer/import/types.ts'

/** The key that most tools read and write for the end of a session. */
const usualExpiryKey = 'x_security_token_expires'

/**
 * The edits that bring a pasted set of credentials into a profile: a new profile, or the keys of an existing one while its
 * other settings stay. An expiry is written under the key the profile already uses.
 */
export function importOperations(
  found: ImportFound,
  profile: string,
  existing: MergedProfile | undefined,
  expiresAt: string | undefined,
): Operation[] {
  const entries: { key: string; value: string }[] = []
  const add = (key: string, value: string | undefined): void => {
    if (value !== undefined && value !== '') entries.push({ key, value })
  }
  add('aws_access_key_id', found.accessKeyId)
  add('aws_secret_access_key', found.secretAccessKey)
  add('aws_session_token', found.sessionToken)
  const expiry = expiresAt ?? (found.expiryAssumed ? undefined : found.expiresAt)
  if (found.sessionToken !== undefined && expiry !== undefined) {
    add(expiryKeys.find((key) => existing?.settings.has(key)) ?? usualExpiryKey, expiry)
  }
  if (!existing?.settings.has('region')) add('region', found.region)
  for (const { key, value } of found.others) {
    if (!existing?.settings.has(key.toLowerCase())) add(key, value)
  }
  return [
    existing === undefined
      ? { type: 'addProfile', name: profile, entries }
      : { type: 'setMany', profile, entries },
  ]
}
