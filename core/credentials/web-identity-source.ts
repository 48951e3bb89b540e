import type { MergedProfile } from '../../shared/domain/aws/types.ts'
import { foreignLimits } from '../system/foreign-limits.ts'
import { foreignText, readForeignFile } from '../system/read-foreign-file.ts'
import { refuse } from './failure.ts'
import { setting } from './settings.ts'
import { type CallOptions, assumeRoleWithWebIdentity } from './sts-calls.ts'
import type { Credentials } from './types.ts'

/** Credentials for the token in `web_identity_token_file`. Throws CredentialError or what the SDK throws. */
export async function fromWebIdentity(profile: MergedProfile, call: CallOptions): Promise<Credentials> {
  const path = setting(profile, 'web_identity_token_file')!
  const missing = (reason: string): never =>
    refuse(
      'WebIdentityTokenMissing',
      `${profile.name} has no web identity token.`,
      reason,
      'Have the token written to that file, or correct web_identity_token_file.',
    )
  const read = await readForeignFile(path, { maxBytes: foreignLimits.token })
  if (read.kind === 'missing') return missing(`${path} does not exist.`)
  if (read.kind === 'refused')
    return missing([read.message, read.error.reason].filter((part) => part !== undefined).join(' '))
  const token = foreignText(read)!.trim()
  if (token === '') return missing(`${path} is empty.`)
  return assumeRoleWithWebIdentity(
    {
      RoleArn: setting(profile, 'role_arn')!,
      RoleSessionName: setting(profile, 'role_session_name') ?? `stackpass-${Date.now()}`,
      WebIdentityToken: token,
    },
    call,
  )
}
