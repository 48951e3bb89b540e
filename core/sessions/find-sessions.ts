import { createHash } from 'node:crypto'
import { roleInArn } from '../../shared/domain/aws/arn-account.ts'
import { profilesHaving } from '../../shared/domain/aws/having.ts'
import { remember } from '../../shared/domain/aws/lenses/remember.ts'
import { listSections } from '../../shared/domain/aws/merge.ts'
import type { MergedProfile } from '../../shared/domain/aws/types.ts'
import { redactText } from '../../shared/domain/secrets/redact.ts'
import { readStartUrl } from '../../shared/domain/sessions/start-url.ts'
import type { AwsView } from '../aws/aws-files.ts'

/** A profile that works by a session: its own settings, or those of the profile it takes its source from. */
export interface SessionProfile {
  readonly profile: MergedProfile
  readonly account: string | undefined
  readonly role: string | undefined
}

/** A session of IAM Identity Center as in the files. */
export interface FoundSession {
  /** `sso:NAME`, or `portal:START_URL` of legacy profiles. */
  readonly id: string
  readonly kind: 'identity-center' | 'legacy'
  readonly name: string
  /** What the file in the cache is named after. */
  readonly cacheKey: string
  readonly startUrl: string | undefined
  readonly region: string | undefined
  /** None: the token cannot be renewed, as for legacy profiles. */
  readonly scopes: readonly string[]
  readonly profiles: readonly SessionProfile[]
}

/** Without it, AWS gives no token that can be renewed. */
export const usualScopes = 'sso:account:access'

const valueOf = (profile: MergedProfile, key: string): string | undefined => profile.value(key) || undefined

function idOf(profile: MergedProfile): string | undefined {
  const session = valueOf(profile, 'sso_session')
  if (session !== undefined) return `sso:${session}`
  const startUrl = valueOf(profile, 'sso_start_url')
  return startUrl === undefined ? undefined : portalId(startUrl)
}

/** The host of a start URL. Text that is not an address is not shown: it could be anything. */
function hostOf(startUrl: string): string {
  const read = readStartUrl(startUrl)
  return read.kind === 'invalid' ? 'an invalid start URL' : read.host
}

/** The id of a portal. If it is no address, or looks like a secret, the id holds a hash instead: ids go everywhere. */
function portalId(startUrl: string): string {
  const isPlain = readStartUrl(startUrl).kind !== 'invalid' && redactText(startUrl) === startUrl
  if (isPlain) return `portal:${startUrl}`
  return `portal:#${createHash('sha256').update(startUrl).digest('hex').slice(0, 16)}`
}

function asUsed(profile: MergedProfile): SessionProfile {
  const arn = roleInArn(valueOf(profile, 'role_arn') ?? '')
  return {
    profile,
    account: arn?.account ?? valueOf(profile, 'sso_account_id'),
    role: arn?.role ?? valueOf(profile, 'sso_role_name'),
  }
}

/** Without one of these a profile has no session: its own, or one over its source. */
const beginnings = ['sso_session', 'sso_start_url', 'login_session', 'source_profile']

/** For each profile the session that its credentials begin with, over source profiles, if `idOf` finds one. */
export function sessionOfEach(
  view: Pick<AwsView, 'profiles' | 'config' | 'credentials'>,
  idOf: (profile: MergedProfile) => string | undefined,
): ReadonlyMap<string, string> {
  const known = new Map<string, string | undefined>()
  const { profiles } = view
  for (const start of profilesHaving(beginnings, view)) {
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
 * The sessions in the files, with the profiles of each: every sso-session, even without profiles, and each portal
 * of legacy profiles. Two sections of one name are one session; one start URL under two names is two. Computed once for a view.
 */
export const findSessions: (view: AwsView) => readonly FoundSession[] = remember((view) => {
  const { config, profiles } = view
  const users = new Map<string, SessionProfile[]>()
  for (const [name, id] of sessionOfEach(view, idOf)) {
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
      // A profile may name one session and take its source from a profile that names another.
      const urls = used.map(({ profile }) => valueOf(profile, 'sso_start_url') ?? '')
      const startUrl = urls.find((url) => url !== '' && portalId(url) === id) ?? ''
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
})
