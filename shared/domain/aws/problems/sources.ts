import { inWords } from '../../text/in-words.ts'
import type { ListedSection } from '../merge.ts'
import type { FileProblem, MergedProfile, MergedSetting } from '../types.ts'
import { arnParts } from '../values/arns.ts'
import { checkProcess } from './processes.ts'
import { filled, type Add } from './profile-problem.ts'

/** The kinds of credentials that one profile holds, each with the setting that makes it one. */
function sourcesOf(profile: MergedProfile): (readonly [words: string, setting: MergedSetting])[] {
  const role = filled(profile, 'role_arn')
  const found: (readonly [string, MergedSetting | undefined])[] = [
    ['keys', filled(profile, 'aws_secret_access_key') && filled(profile, 'aws_access_key_id')],
    ['a web identity', role && filled(profile, 'web_identity_token_file')],
    ['Identity Center', filled(profile, 'sso_account_id') && filled(profile, 'sso_role_name')],
    ['a process', filled(profile, 'credential_process')],
    ['a login session', filled(profile, 'login_session')],
  ]
  const all = found.flatMap(([words, setting]) => (setting ? [[words, setting] as const] : []))
  const source = filled(profile, 'source_profile') ?? filled(profile, 'credential_source')
  return role && source && source.value !== profile.name ? [['a role', role], ...all] : all
}

function checkSeveral(profile: MergedProfile, add: Add): void {
  const sources = sourcesOf(profile)
  const [first, second] = sources
  if (first === undefined || second === undefined) return
  const words = sources.map(([name]) => name)
  add(profile, second[1], {
    code: 'SeveralSources',
    message: `${profile.name} has more than one source: ${inWords(words)}`,
    reason:
      'Tools do not all take their credentials from the same one, so two of them may work in different accounts',
  })
}

function checkSession(profile: MergedProfile, sessions: ReadonlyMap<string, ListedSection>, add: Add): void {
  const session = sessions.get(filled(profile, 'sso_session')?.value ?? '')
  for (const key of ['sso_region', 'sso_start_url']) {
    const own = filled(profile, key)
    const other = session?.settings.get(key)?.value
    if (session === undefined || !own || !other || own.value === other) continue
    add(profile, own, {
      code: 'SsoDisagrees',
      severity: 'error',
      message: `${profile.name} and [sso-session ${session.name}] name a different ${key}`,
      reason: 'The AWS CLI, Pulumi and Terraform refuse the profile; the JS SDK uses the one in the session',
    })
  }
}

function checkRoleSettings(
  profile: MergedProfile,
  profiles: ReadonlyMap<string, MergedProfile>,
  add: Add,
): void {
  const role = filled(profile, 'role_arn')
  const other = filled(profile, 'credential_source')
  if (!role) {
    if (other) {
      add(profile, other, {
        code: 'SourceWithoutRole',
        message: `credential_source of ${profile.name} has no effect by itself`,
        reason: 'No role_arn is set, so there is no role to assume with it',
      })
    }
    return
  }
  const arn = arnParts(role.value)
  const region = filled(profile, 'region')?.value ?? ''
  const partition = /^cn-/.test(region) ? 'aws-cn' : /^us-gov-/.test(region) ? 'aws-us-gov' : 'aws'
  if (arn && /^(?:cn|us-gov|(?:us|eu|ap|sa|ca|me|af|il|mx)-[a-z]+)-/.test(region) && !/-iso/.test(region)) {
    if (arn.partition !== partition) {
      add(profile, role, {
        code: 'PartitionMismatch',
        severity: 'error',
        message: `The role of ${profile.name} is in ${arn.partition}, its region ${region} in ${partition}`,
        reason: 'Accounts of one partition do not exist in another',
      })
    }
  }
  const source = profiles.get(filled(profile, 'source_profile')?.value ?? '')
  const serial = source && filled(source, 'mfa_serial')
  if (
    source &&
    serial &&
    source !== profile &&
    !filled(source, 'role_arn') &&
    !filled(profile, 'mfa_serial')
  ) {
    add(source, serial, {
      code: 'MfaOnSource',
      message: `mfa_serial of ${source.name} has no effect for the role of ${profile.name}`,
      reason: 'Tools ask for a code only where mfa_serial is set beside role_arn',
    })
  }
  checkDuration(profile, source, add)
}

/** Kinds whose credentials are the session of a role. */
const roleSessions: ReadonlySet<string> = new Set(['role', 'web-identity', 'sso'])

function checkDuration(profile: MergedProfile, source: MergedProfile | undefined, add: Add): void {
  const seconds = filled(profile, 'duration_seconds')
  if (!seconds || source === undefined || source === profile) return
  if (!/^\d+$/.test(seconds.value) || Number(seconds.value) <= 3600) return
  const certain = roleSessions.has(source.kind)
  if (!certain && source.kind !== 'session') return
  add(profile, seconds, {
    code: 'DurationInChain',
    severity: certain ? 'error' : 'warning',
    message: `${profile.name} asks for ${seconds.value} seconds; from one role to the next AWS grants 3600`,
    reason: certain
      ? 'Its source is itself a role session, and AWS refuses longer sessions there'
      : `The keys of ${source.name} are temporary; if they come from a role, AWS refuses more than 3600`,
    fix: {
      label: 'Write 3600',
      operation: { type: 'fix', fix: { kind: 'setValue', line: seconds.line, value: '3600' } },
    },
  })
}

/** Whether a fault in the settings of a profile may show at another, which takes its credentials from it. */
export function isJudgedByOthers(profile: MergedProfile): boolean {
  return filled(profile, 'mfa_serial') !== undefined && !filled(profile, 'role_arn')
}

/** Settings of these profiles that are each right alone, but not together. */
export function checkSources(
  these: Iterable<MergedProfile>,
  profiles: ReadonlyMap<string, MergedProfile>,
  sessions: ReadonlyMap<string, ListedSection>,
  isHeld: (profile: string) => boolean,
  into: FileProblem[],
): void {
  const told = new Set<MergedSetting>()
  const add: Add = (profile, setting, { code, severity = 'warning', message, reason, fix }) => {
    if (code === 'MfaOnSource') {
      if (told.has(setting)) return
      told.add(setting)
    }
    const { file, line } = setting
    const { name } = profile
    into.push({
      code,
      severity,
      message,
      reason,
      file,
      line,
      profile: name,
      readers: [],
      ...(fix && { fix }),
    })
  }
  for (const profile of these) {
    checkSeveral(profile, add)
    checkSession(profile, sessions, add)
    checkProcess(profile, profiles, isHeld, add)
    checkRoleSettings(profile, profiles, add)
  }
}
