import type { MergedProfile } from '../../../shared/domain/aws/types.ts'

interface Warning {
  readonly code: string
  readonly message: string
}

/**
 * What to say when keys are written to a profile that gets its credentials in another way. A role goes before keys of its
 * own profile in every SDK; for web identity and Identity Center the AWS CLI and the JS SDK differ, each by the order
 * of its providers. Undefined when the keys would be used.
 */
export function unusedKeys(profile: MergedProfile | undefined): Warning | undefined {
  const has = (key: string): boolean => (profile?.value(key) ?? '') !== ''
  if (profile === undefined) return undefined
  const warning = (message: string): Warning => ({ code: 'KeysNotUsed', message })
  const source = profile.value('source_profile') ?? ''
  // A profile may name itself: its role is then assumed with its own keys.
  if (has('role_arn') && source !== profile.name && (source !== '' || has('credential_source')))
    return warning(`${profile.name} assumes a role, so these keys are not used for it.`)
  const differs = (what: string): Warning =>
    warning(`The AWS CLI keeps using ${what} for ${profile.name}; the JS SDK would use these keys.`)
  if (has('role_arn') && has('web_identity_token_file')) return differs('web identity')
  if (has('sso_session') || has('sso_start_url')) return differs('IAM Identity Center')
  return undefined
}
