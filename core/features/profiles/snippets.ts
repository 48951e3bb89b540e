import type { SnippetFormat } from '../../../shared/contract/models.ts'
import { expiryOf } from '../../../shared/domain/aws/expiry.ts'
import type { MergedProfile } from '../../../shared/domain/aws/types.ts'
import { environmentSnippet } from '../../../shared/domain/transfer/export/snippet.ts'
import { ok, type Result } from '../../../shared/result.ts'

/** The environment snippet of a profile as the files have it. Errors: SecretMissing, InvalidValue. */
export function makeSnippet(
  profile: MergedProfile,
  format: SnippetFormat,
  secrets: boolean,
): Result<{ text: string; expiresAt?: string }> {
  const values: Record<string, string> = { profile: profile.name }
  const take = (name: string, key: string): void => {
    const value = profile.settings.get(key)?.value
    if (value !== undefined && value !== '') values[name] = value
  }
  take('region', 'region')
  take('accessKeyId', 'aws_access_key_id')
  take('secretAccessKey', 'aws_secret_access_key')
  take('sessionToken', 'aws_session_token')
  const expiresAt = expiryOf(profile)
  if (expiresAt !== undefined) values['expiresAt'] = expiresAt
  const text = environmentSnippet(values, format, { secrets })
  return text.ok ? ok({ text: text.value, ...(expiresAt !== undefined && { expiresAt }) }) : text
}
