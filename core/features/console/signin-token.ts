import { redactSaid } from '../../../shared/domain/secrets/redact.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import { classifyCallError } from '../../credentials/classify.ts'
import { exchange } from '../../network/http.ts'
import { jsonObject, textOf } from '../../../shared/domain/text/json-object.ts'
import { lastLines } from '../../credentials/last-lines.ts'
import type { Credentials } from '../../credentials/types.ts'
import type { Route } from '../../network/agents.ts'
import type { ConsoleHosts } from './console-hosts.ts'
import { isLoopback } from './links.ts'

type Environment = Readonly<Record<string, string | undefined>>

const timeoutMs = 10_000

/**
 * The federation endpoint of a partition. It receives whole credentials, so another endpoint counts only on this computer, for a
 * stand-in for AWS. Error: ConsoleUnavailable for one elsewhere.
 */
export function federationEndpoint(hosts: ConsoleHosts, env: Environment): Result<string> {
  const own = env['STACKPASS_FEDERATION_URL']
  if (own === undefined || own === '') return ok(`https://${hosts.signIn}/federation`)
  if (URL.canParse(own) && isLoopback(new URL(own).hostname)) return ok(new URL(own).href.replace(/\/$/, ''))
  return fail('ConsoleUnavailable', 'STACKPASS_FEDERATION_URL does not point to this computer.', {
    reason: 'The federation endpoint receives complete credentials, so Stackpass uses only that of AWS.',
    remedy: 'Unset the variable.',
  })
}

export interface TokenRequest {
  readonly endpoint: string
  readonly profile: string
  readonly credentials: Credentials
  readonly route: Route
  /** Only for a role that a user's own keys have assumed: for all others AWS refuses it. */
  readonly sessionSeconds?: number
}

/**
 * A sign-in token for the credentials of a session, sent in the body of a form, so that no address holds them.
 * Error: ConsoleUnavailable, with what the endpoint said.
 */
export async function signinToken(request: TokenRequest): Promise<Result<string>> {
  const { endpoint, profile, credentials, route, sessionSeconds } = request
  const { accessKeyId, secretAccessKey, sessionToken = '' } = credentials
  const form = new URLSearchParams({
    Action: 'getSigninToken',
    Session: JSON.stringify({ sessionId: accessKeyId, sessionKey: secretAccessKey, sessionToken }),
    ...(sessionSeconds !== undefined && { SessionDuration: String(sessionSeconds) }),
  })
  try {
    const answer = await exchange(endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: form.toString(),
      timeoutMs,
      route,
    })
    const token = answer.status === 200 ? textOf(jsonObject(answer.body), 'SigninToken') : undefined
    return token === undefined ? refused(profile, answer.status, answer.body) : ok(token)
  } catch (error) {
    const subject = { profile, purpose: 'a sign-in token', url: endpoint, region: '' }
    const { message, reason, remedy } = classifyCallError(error, subject)
    return fail('ConsoleUnavailable', message, { reason, remedy })
  }
}

function refused(profile: string, status: number, body: string): ReturnType<typeof fail> {
  if (status === 400 || status === 403) {
    return fail('ConsoleUnavailable', `AWS does not open the console with the credentials of ${profile}.`, {
      reason:
        'The federation endpoint accepts credentials of a role, of Identity Center and of GetFederationToken, but none from GetSessionToken and none that have expired.',
      remedy: 'Use a profile with a role, or get new credentials.',
      details: { status },
    })
  }
  const said = lastLines(redactSaid(body)).slice(0, 200)
  return fail('ConsoleUnavailable', 'The federation endpoint gave no sign-in token.', {
    reason: `It answered with status ${status}${said === '' ? '' : `: ${said}`}.`,
    remedy: status >= 500 ? 'Try again later.' : 'Check proxy settings and try again.',
    details: { status },
  })
}
