import { listSections } from '../../../shared/domain/aws/merge.ts'
import type { MergedProfile } from '../../../shared/domain/aws/types.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import type { AwsView } from '../../aws/aws-files.ts'

/** The way to an organisation: an sso-session, or the start URL that legacy profiles hold themselves. */
export interface OrganisationSession {
  /** `sso:NAME` or `portal:START_URL`, as `sessions.list` has it. */
  readonly id: string
  /** Of the sso-session. */
  readonly name?: string
  readonly startUrl: string
  readonly region: string
  /** Not in the files yet. */
  readonly isNew?: boolean
}

/** The sso-sessions of the config file. */
export function ssoSessions(view: AwsView): ReadonlyMap<string, ReadonlyMap<string, string>> {
  return new Map(
    listSections(view.config.document, 'sso-session').map(({ name, settings }) => [
      name,
      new Map([...settings].map(([key, { value }]) => [key, value])),
    ]),
  )
}

/** A start URL without the parts that make no difference to where it leads. */
export const plainStartUrl = (url: string): string => url.trim().replace(/\/?(?:#\/?)?$/, '')

/** A profile with a start URL and no session: the way before sso-session sections. */
export const isLegacy = (profile: MergedProfile): boolean =>
  (profile.value('sso_session') ?? '') === '' && (profile.value('sso_start_url') ?? '') !== ''

function incomplete(what: string, missing: string): Result<never> {
  return fail('SessionNotFound', `${what} has no ${missing}.`, {
    reason: 'Without it nobody can sign in.',
    remedy: `Add ${missing} to it.`,
  })
}

/** The session of an id or a name. Errors: SessionNotFound. */
export function findSession(view: AwsView, wanted: string): Result<OrganisationSession> {
  const sections = ssoSessions(view)
  const name = sections.has(wanted) ? wanted : wanted.replace(/^sso:/, '')
  const section = sections.get(name)
  if (section !== undefined) {
    const startUrl = section.get('sso_start_url') ?? ''
    const region = section.get('sso_region') ?? ''
    if (startUrl === '') return incomplete(`[sso-session ${name}]`, 'sso_start_url')
    if (region === '') return incomplete(`[sso-session ${name}]`, 'sso_region')
    return ok({ id: `sso:${name}`, name, startUrl, region })
  }
  if (wanted.startsWith('portal:')) {
    const url = wanted.slice('portal:'.length)
    const same = [...view.profiles.values()].filter(
      (profile) => isLegacy(profile) && profile.value('sso_start_url') === url,
    )
    const region = same.map((profile) => profile.value('sso_region') ?? '').find((value) => value !== '')
    if (same[0] !== undefined && region === undefined) return incomplete(same[0].name, 'sso_region')
    if (region !== undefined) return ok({ id: wanted, startUrl: url, region })
  }
  const known = [...sections.keys()]
  return fail('SessionNotFound', `There is no session called "${wanted}".`, {
    reason: known.length === 0 ? 'The config file has no sso-session.' : `There are: ${known.join(', ')}.`,
    remedy: 'Connect the organisation by its start URL first.',
  })
}
