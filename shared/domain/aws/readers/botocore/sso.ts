import type { BotocoreSection } from '../../lenses/botocore.ts'
import { type Answer, type Failure, type StepAnswer, failure, isFailure } from '../answer.ts'
import { pythonTime } from '../dates.ts'
import { fromSso } from '../tokens.ts'
import { type BotocoreLook, sectionOf, settingOf } from './look.ts'

/** The profile with what its session adds; a value that both name must be the same. */
function withSession(section: BotocoreSection, session: BotocoreSection): BotocoreSection | undefined {
  for (const [key, value] of session) {
    const own = section.get(key)
    if (own !== undefined && own !== value) return undefined
  }
  return new Map([...section, ...session])
}

const retryModes = ['legacy', 'standard', 'adaptive']

/** What a client of STS needs besides credentials: a region, and readable settings. */
function settingsProblem(look: BotocoreLook, isSigned: boolean): Failure | undefined {
  const { input, files, sessionProfile } = look
  const { environment } = input
  const settings = files.merged.get(sessionProfile) ?? new Map()
  const variables = input.awsCliVersion === 2 ? ['AWS_REGION', 'AWS_DEFAULT_REGION'] : ['AWS_DEFAULT_REGION']
  const region = variables.map((name) => environment.get(name)).find((value) => value !== undefined)
  const hasRegion = Boolean(region ?? settingOf(settings, 'region'))
  // An unsigned request needs the region only for the address.
  const hasEndpoint = ['AWS_ENDPOINT_URL_STS', 'AWS_ENDPOINT_URL'].some((name) => environment.get(name))
  if (!hasRegion && (isSigned || !hasEndpoint)) return failure('region-missing')
  const attempts = environment.get('AWS_MAX_ATTEMPTS') ?? settingOf(settings, 'max_attempts')
  if (attempts !== undefined && !/^\s*[+-]?\d+\s*$/.test(attempts)) return failure('setting-unreadable')
  const mode = environment.get('AWS_RETRY_MODE') ?? settingOf(settings, 'retry_mode')
  return mode === undefined || retryModes.includes(mode) ? undefined : failure('setting-unreadable')
}

/**
 * A client of any service is made with the token of the session's profile: if that names an incomplete sso-session,
 * no client is made.
 */
export function clientProblem(look: BotocoreLook, answer: Answer): Answer {
  if (isFailure(answer)) return answer
  const { files, sessionProfile } = look
  const problem = settingsProblem(look, answer.source === 'role')
  if (problem) return problem
  const name = files.merged.get(sessionProfile)?.get('sso_session')
  if (typeof name !== 'string') return answer
  const session = files.ssoSessions.get(name)
  if (session === undefined || session.size === 0) return failure('sso-session-missing')
  return session.has('sso_start_url') && session.has('sso_region') ? answer : failure('sso-incomplete')
}

/** Single sign-on: an account or a role name in the profile shows that it is meant. */
export function botocoreSso(look: BotocoreLook): StepAnswer {
  const section = sectionOf(look)
  if (!section.has('sso_role_name') && !section.has('sso_account_id')) return undefined
  const name = settingOf(section, 'sso_session')
  let settings: BotocoreSection | undefined = section
  if (name !== undefined) {
    const session = look.files.ssoSessions.get(name)
    if (session === undefined) return failure('sso-session-missing')
    settings = withSession(section, session)
    if (settings === undefined) return failure('sso-disagrees')
    if (!session.has('sso_start_url') || !session.has('sso_region')) return failure('sso-incomplete')
  }
  const [role, account, url, region] = ['sso_role_name', 'sso_account_id', 'sso_start_url', 'sso_region'].map(
    (key) => settingOf(settings, key),
  )
  if (role === undefined || account === undefined || url === undefined || region === undefined) {
    return failure('sso-incomplete')
  }
  const source = name === undefined ? 'sso-legacy' : 'sso'
  return fromSso(
    look.input,
    { profile: look.profile, source, key: name ?? url, region, account, role },
    pythonTime,
  )
}
