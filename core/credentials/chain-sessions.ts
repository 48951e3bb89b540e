import { expiryOf } from '../../shared/domain/aws/expiry.ts'
import { ownTargetOf } from '../../shared/domain/aws/own-command.ts'
import type { MergedProfile } from '../../shared/domain/aws/types.ts'
import { loginSessionOf } from '../sessions/login/find-logins.ts'
import { setting } from './settings.ts'

type Profiles = ReadonlyMap<string, MergedProfile>

/** What the credentials of a profile depend on, by the settings alone. */
export interface ChainSessions {
  /** The sign-in of IAM Identity Center; `cacheKey` names the file of its token. */
  readonly sso?: { readonly cacheKey: string; readonly legacy: boolean }
  /** The value of `login_session`. */
  readonly login?: string
  /** The roles that ask for a code, with the device of each. */
  readonly mfa: readonly { readonly serial: string; readonly role: MergedProfile }[]
  /** The end of the keys that it begins with, where a setting says so. ISO. */
  readonly keysEnd?: string
}

/** The device that the role of a profile asks for: it has an effect only beside `role_arn`. */
export const mfaSerialOf = (profile: MergedProfile): string | undefined =>
  profile.kind === 'role' ? setting(profile, 'mfa_serial') : undefined

/** The profile that another takes its credentials from: a source profile, or the one that a twin of ours stands for. */
function nextOf(profile: MergedProfile, profiles: Profiles): MergedProfile | undefined {
  const source = setting(profile, 'role_arn') && setting(profile, 'source_profile')
  if (source !== undefined) return profiles.get(source)
  const target = profile.kind === 'process' ? ownTargetOf(profile) : undefined
  return target?.active === false ? profiles.get(target.profile) : undefined
}

/** Walks from a profile to where its credentials begin. */
export function chainSessions(start: MergedProfile, profiles: Profiles): ChainSessions {
  const mfa: { serial: string; role: MergedProfile }[] = []
  const seen = new Set<MergedProfile>()
  let at = start
  for (;;) {
    seen.add(at)
    const serial = mfaSerialOf(at)
    if (serial !== undefined && setting(at, 'mfa_process') === undefined) mfa.push({ serial, role: at })
    const next = nextOf(at, profiles)
    if (next === undefined || seen.has(next)) break
    at = next
  }
  const session = setting(at, 'sso_session')
  const startUrl = setting(at, 'sso_start_url')
  const cacheKey = session ?? startUrl
  if (cacheKey !== undefined) return { sso: { cacheKey, legacy: session === undefined }, mfa }
  const login = loginSessionOf(at)
  if (login !== undefined) return { login, mfa }
  const keysEnd = expiryOf(at)
  return { mfa, ...(keysEnd !== undefined && { keysEnd }) }
}
