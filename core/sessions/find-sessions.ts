import { listSections } from '../../shared/domain/aws/merge.ts'
import type { MergedProfile } from '../../shared/domain/aws/types.ts'
import type { AwsView } from '../aws/aws-files.ts'

/** A profile that works by a session: its own settings, or those of the profile it takes its source from. */
export interface SessionProfile {
  readonly profile: MergedProfile
  readonly account: string | undefined
  readonly role: string | undefined
}

/** A session of IAM Identity Center as the files have it. */
export interface FoundSession {
  /** `sso:NAME`, or `portal:START_URL` of legacy profiles. */
  readonly id: string
  readonly kind: 'identity-center' | 'legacy'
  readonly name: string
  /** What the file in the cache is named after. */
  readonly cacheKey: string
  readonly startUrl: string | undefined
  readonly region: string | undefined
  /** None: the token cannot be renewed, as legacy profiles have it. */
  readonly scopes: readonly string[]
  readonly profiles: readonly SessionProfile[]
}

const usualScopes = 'sso:account:access'

const valueOf = (profile: MergedProfile, key: string): string | undefined =>
  profile.settings.get(key)?.value || undefined

function idOf(profile: MergedProfile): string | undefined {
  const session = valueOf(profile, 'sso_session')
  if (session !== undefined) return `sso:${session}`
  const startUrl = valueOf(profile, 'sso_start_url')
  return startUrl === undefined ? undefined : `portal:${startUrl}`
}

/** The host of a start URL; the text itself where it is none. */
const hostOf = (startUrl: string): string => (URL.canParse(startUrl) ? new URL(startUrl).host : startUrl)

function asUsed(profile: MergedProfile): SessionProfile {
  const arn = /^arn:[\w-]+:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(valueOf(profile, 'role_arn') ?? '')
  return {
    profile,
    account: arn?.[1] ?? valueOf(profile, 'sso_account_id'),
    role: arn?.[2] ?? valueOf(profile, 'sso_role_name'),
  }
}

/** For each profile the session that its credentials begin with, over source profiles, where it is one. */
function sessionOfEach(profiles: AwsView['profiles']): ReadonlyMap<string, string> {
  const known = new Map<string, string | undefined>()
  for (const start of profiles.values()) {
    const way: string[] = []
    let at: MergedProfile | undefined = start
    let found: string | undefined
    while (at !== undefined && !way.includes(at.name)) {
      if (known.has(at.name)) {
        found = known.get(at.name)
        break
      }
      way.push(at.name)
      const source: string | undefined = valueOf(at, 'role_arn') && valueOf(at, 'source_profile')
      if (source === undefined || source === at.name) {
        found = idOf(at)
        break
      }
      at = profiles.get(source)
    }
    for (const name of way) known.set(name, found)
  }
  const sure = [...known].filter((pair): pair is [string, string] => pair[1] !== undefined)
  return new Map(sure)
}

/**
 * The sessions in the files, with the profiles of each: every sso-session, also one that no profile uses, and each portal
 * of legacy profiles. Two sections of one name are one session; one start URL under two names is two.
 */
export function findSessions({ config, profiles }: AwsView): readonly FoundSession[] {
  const users = new Map<string, SessionProfile[]>()
  for (const [name, id] of sessionOfEach(profiles)) {
    const profile = profiles.get(name)
    if (profile === undefined) continue
    const list = users.get(id) ?? []
    users.set(id, list)
    list.push(asUsed(profile))
  }
  const modern = listSections(config.document, 'sso-session').map(({ name, settings }): FoundSession => {
    const value = (key: string) => settings.get(key)?.value || undefined
    const scopes = (value('sso_registration_scopes') ?? usualScopes).split(/[\s,]+/)
    const id = `sso:${name}`
    return {
      id,
      kind: 'identity-center',
      name,
      cacheKey: name,
      startUrl: value('sso_start_url'),
      region: value('sso_region'),
      scopes: scopes.filter((scope) => scope !== ''),
      profiles: users.get(id) ?? [],
    }
  })
  const legacy = [...users].filter(([id]) => id.startsWith('portal:'))
  return [
    ...modern,
    ...legacy.map(([id, used]): FoundSession => {
      const startUrl = id.slice('portal:'.length)
      const regions = used.map(({ profile }) => valueOf(profile, 'sso_region'))
      return {
        id,
        kind: 'legacy',
        name: hostOf(startUrl),
        cacheKey: startUrl,
        startUrl,
        region: regions.find((region) => region !== undefined),
        scopes: [],
        profiles: used,
      }
    }),
  ]
}
