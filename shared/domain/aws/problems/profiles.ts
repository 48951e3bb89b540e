import { findExpiry } from '../expiry.ts'
import { keyPair, secretKeys, tokenKeys } from '../keys.ts'
import type { ListedSection } from '../merge.ts'
import { chainOf, longestChain } from '../references.ts'
import type { FileProblem, MergedProfile, MergedSetting, Reader, Severity } from '../types.ts'

interface About {
  readonly code: string
  readonly severity: Severity
  readonly message: string
  readonly reason: string
  readonly readers?: readonly Reader[]
}

type ProfileReport = (profile: MergedProfile, setting: MergedSetting | undefined, about: About) => void

/** Reports at the setting, or otherwise at the header of the profile. */
function reportInto(into: FileProblem[]): ProfileReport {
  return (profile, setting, { code, severity, message, reason, readers = [] }) => {
    const file = setting?.file ?? (profile.configLine === undefined ? 'credentials' : 'config')
    const line = setting?.line ?? profile.configLine ?? profile.credentialsLine ?? 1
    into.push({ code, severity, message, reason, file, line, profile: profile.name, readers })
  }
}

function filled(profile: MergedProfile, key: string): MergedSetting | undefined {
  const setting = profile.settings.get(key)
  return setting && setting.value !== '' ? setting : undefined
}

function checkKeys(profile: MergedProfile, report: ProfileReport): void {
  const [id, secret] = keyPair.map((key) => filled(profile, key))
  const token = [...tokenKeys].map((key) => filled(profile, key)).find((setting) => setting !== undefined)
  if (id && secret) {
    if (id.file !== secret.file) {
      report(profile, secret, {
        code: 'SplitKeyPair',
        severity: 'error',
        message: `The AWS CLI finds only half a key pair for ${profile.name}`,
        reason: 'The id and the secret stand in different files; the JS SDK combines them',
        readers: ['aws-cli'],
      })
    }
    if (id.value.startsWith('ASIA') && !token) {
      report(profile, id, {
        code: 'TemporaryKeyWithoutToken',
        severity: 'error',
        message: `The keys of ${profile.name} do not work without a session token`,
        reason: 'An access key id that begins with ASIA is temporary and needs the token it was issued with',
      })
    }
    if (/^AKIA/.test(id.value) && token) {
      report(profile, token, {
        code: 'StaleToken',
        severity: 'error',
        message: `The session token of ${profile.name} does not belong to its key`,
        reason:
          'An access key id that begins with AKIA is long-lived and has no token; AWS answers InvalidClientTokenId',
      })
    }
    return
  }
  if (id ?? secret) {
    report(profile, id ?? secret, {
      code: 'HalfKeyPair',
      severity: 'error',
      message: `${profile.name} has half a key pair`,
      reason: `${id ? 'aws_secret_access_key' : 'aws_access_key_id'} is missing`,
    })
  } else if (token) {
    report(profile, token, {
      code: 'TokenWithoutKeys',
      severity: 'error',
      message: `${profile.name} has a session token but no keys`,
      reason: 'A token is only valid together with the key pair it was issued with',
    })
  }
}

function checkRole(
  profile: MergedProfile,
  profiles: ReadonlyMap<string, MergedProfile>,
  report: ProfileReport,
): void {
  const role = filled(profile, 'role_arn')
  const source = filled(profile, 'source_profile')
  const other = filled(profile, 'credential_source')
  const web = filled(profile, 'web_identity_token_file')
  if (!role) {
    if (source)
      report(profile, source, {
        code: 'SourceWithoutRole',
        severity: 'warning',
        message: `source_profile of ${profile.name} has no effect`,
        reason: 'No role_arn is set, so there is no role to assume with it',
      })
    return
  }
  if (source && other) {
    report(profile, other, {
      code: 'TwoSources',
      severity: 'error',
      message: `${profile.name} names two sources for its role`,
      reason: 'Only one of source_profile and credential_source may be set',
    })
  }
  if (!source && !other && !web) {
    report(profile, role, {
      code: 'RoleWithoutSource',
      severity: 'error',
      message: `Nothing says whose credentials assume the role of ${profile.name}`,
      reason: 'source_profile, credential_source or web_identity_token_file is missing',
    })
    return
  }
  if (!source || web) return
  if (!profiles.has(source.value)) {
    report(profile, source, {
      code: 'MissingSource',
      severity: 'error',
      message: `The source profile ${source.value} does not exist`,
      reason: 'Neither file has a profile of this name; names are case-sensitive',
    })
    return
  }
  const chain = chainOf(profiles, profile.name, longestChain)
  if (chain.cycle?.includes(profile.name)) {
    report(profile, source, {
      code: 'SourceCycle',
      severity: 'error',
      message: `The source profiles of ${profile.name} form a loop`,
      reason: chain.cycle.join(' → '),
    })
    return
  }
  const last = chain.steps.at(-1)
  if (chain.cycle || chain.missing !== undefined) return
  if (last && last.name !== profile.name && last.kind === 'incomplete' && chain.steps.length === 2) {
    report(profile, source, {
      code: 'SourceWithoutCredentials',
      severity: 'error',
      message: `The source profile ${last.name} has no credentials`,
      reason: 'It has no keys and no settings for a role, Identity Center, a process or a login',
    })
  }
}

function checkSso(
  profile: MergedProfile,
  sessions: ReadonlyMap<string, ListedSection>,
  report: ProfileReport,
): void {
  const session = filled(profile, 'sso_session')
  if (session) {
    const section = sessions.get(session.value)
    if (!section) {
      report(profile, session, {
        code: 'MissingSsoSession',
        severity: 'error',
        message: `There is no [sso-session ${session.value}]`,
        reason: `${profile.name} refers to it for the portal address and region`,
      })
      return
    }
    for (const key of ['sso_start_url', 'sso_region']) {
      if ((section.settings.get(key)?.value ?? '') === '') {
        report(profile, session, {
          code: 'IncompleteSsoSession',
          severity: 'error',
          message: `[sso-session ${session.value}] has no ${key}`,
          reason: 'SDKs need the portal address and its region to log in',
        })
      }
    }
  }
  if (!session && !filled(profile, 'sso_start_url')) return
  const needed = session
    ? ['sso_account_id', 'sso_role_name']
    : ['sso_region', 'sso_account_id', 'sso_role_name']
  const missing = needed.filter((key) => !filled(profile, key))
  if (missing.length === 0 || (session && missing.length === 2)) return
  report(profile, session ?? filled(profile, 'sso_start_url'), {
    code: 'IncompleteSso',
    severity: 'error',
    message: `${profile.name} lacks ${missing.join(' and ')} for Identity Center`,
    reason: 'SDKs need account and role to get credentials',
  })
}

function checkReaders(profile: MergedProfile, report: ProfileReport): void {
  for (const setting of profile.settings.values()) {
    if (!setting.shadowed || setting.shadowed.value === setting.value) continue
    const same =
      secretKeys.has(setting.key) || setting.key === 'aws_access_key_id' || setting.key === 'region'
    report(profile, setting, {
      code: 'SetInBothFiles',
      severity: same ? 'info' : 'warning',
      message: same
        ? `${setting.key} of ${profile.name} is set in both files`
        : `The AWS CLI and the JS SDK read different values for ${setting.key} of ${profile.name}`,
      reason: same
        ? `The credentials file wins; line ${setting.shadowed.line} of the config file has no effect`
        : 'It is set in both files: the JS SDK takes the config file first, every other tool the credentials file',
      readers: same ? [] : ['js-sdk'],
    })
  }
}

/** What is wrong with these profiles as the SDKs would use them. `now` is in milliseconds; without it, expiry is not checked. */
export function checkProfiles(
  these: Iterable<MergedProfile>,
  profiles: ReadonlyMap<string, MergedProfile>,
  sessions: ReadonlyMap<string, ListedSection>,
  services: ReadonlyMap<string, ListedSection>,
  now: number | undefined,
  into: FileProblem[],
): void {
  const report = reportInto(into)
  for (const profile of these) {
    checkKeys(profile, report)
    checkRole(profile, profiles, report)
    checkSso(profile, sessions, report)
    checkReaders(profile, report)
    const named = filled(profile, 'services')
    if (named && !services.has(named.value)) {
      report(profile, named, {
        code: 'MissingServices',
        severity: 'error',
        message: `There is no [services ${named.value}]`,
        reason: `${profile.name} refers to it for its endpoints`,
      })
    }
    const expiry = now === undefined ? undefined : findExpiry(profile)
    if (now !== undefined && expiry !== undefined && Date.parse(expiry.end) <= now) {
      report(profile, profile.settings.get(expiry.key), {
        code: 'Expired',
        severity: 'warning',
        message: `The keys of ${profile.name} have expired`,
        reason: `They ended at ${expiry.end}`,
      })
    }
  }
}
