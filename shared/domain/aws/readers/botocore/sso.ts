import type { BotocoreSection } from '../../lenses/botocore.ts'
import { type Answer, type StepAnswer, failure, isFailure } from '../answer.ts'
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

/**
 * A client of any service is made with the token of the profile that the session is for: where that names an sso-session that
 * is not whole, no client is made.
 */
export function clientProblem({ files, sessionProfile }: BotocoreLook, answer: Answer): Answer {
  if (isFailure(answer)) return answer
  const name = files.merged.get(sessionProfile)?.get('sso_session')
  if (typeof name !== 'string') return answer
  const session = files.ssoSessions.get(name)
  if (session === undefined || session.size === 0) return failure('sso-session-missing')
  return session.has('sso_start_url') && session.has('sso_region') ? answer : failure('sso-incomplete')
}

/** Single sign-on: an account or a role name in the profile says that it is meant. */
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
  return fromSso(look.input, { profile: look.profile, source, key: name ?? url, account, role }, pythonTime)
}
