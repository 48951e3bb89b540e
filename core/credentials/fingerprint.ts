import { createHmac } from 'node:crypto'
import type { CredentialContext } from './types.ts'

/** Settings that decide which identity a profile leads to, and where it is asked for. */
const relevant =
  /^(aws_|role_|source_profile$|credential_|external_id$|mfa_serial$|web_identity_|sso_|login_session$|region$|endpoint_url$|services$|ignore_configured_|use_fips_|use_dualstack_|duration_)/

type Files = Pick<CredentialContext, 'profiles' | 'ssoSessions' | 'services'>

const sorted = (entries: Iterable<readonly [string, string]>) =>
  [...entries].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))

/**
 * A fingerprint of everything in the files that a verification of this profile depends on, its source profiles included.
 * Keyed with `salt`, so that it reveals nothing about a secret. `undefined` when there is no such profile.
 */
export function profileFingerprint(name: string, files: Files, salt: string): string | undefined {
  const parts: unknown[] = []
  const visited = new Set<string>()
  let profile = files.profiles.get(name)
  if (!profile) return undefined
  while (profile && !visited.has(profile.name)) {
    visited.add(profile.name)
    const settings = [...profile.settings]
      .filter(([key]) => relevant.test(key))
      .map(([key, setting]) => [key, setting.value] as const)
    const value = (key: string) => profile?.settings.get(key)?.value ?? ''
    parts.push([
      profile.name,
      sorted(settings),
      sorted(files.ssoSessions.get(value('sso_session')) ?? []),
      sorted(files.services.get(value('services')) ?? []),
    ])
    profile = files.profiles.get(value('source_profile'))
  }
  return createHmac('sha256', salt).update(JSON.stringify(parts)).digest('hex').slice(0, 32)
}
