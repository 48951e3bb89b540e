import type { Route } from '../../network/agents.ts'
import { exchange, type HttpAnswer } from '../../network/http.ts'
import { jsonObject, textOf } from '../../../shared/domain/text/json-object.ts'
import { dpopProof } from './dpop.ts'
import { type LoginKeys, loginKeysOf } from './login-cache.ts'

/** Why the sign-in service gave no token, as it names it; `answer`: the answer makes no sense. */
export type LoginRefusal =
  | 'TOKEN_EXPIRED'
  | 'AUTHCODE_EXPIRED'
  | 'USER_CREDENTIALS_CHANGED'
  | 'INSUFFICIENT_PERMISSIONS'
  | 'INVALID_REQUEST'
  | 'throttled'
  | 'server'
  | 'answer'
  | 'denied'

export type TokenAnswer =
  | {
      readonly ok: true
      readonly keys: LoginKeys
      readonly refreshToken: string
      /** Only for the first tokens of a login. */
      readonly idToken?: string
      readonly tokenType: string
    }
  | { readonly ok: false; readonly why: LoginRefusal; readonly said: string }

export interface TokenCall {
  /** The sign-in host, without a slash at its end. */
  readonly url: string
  readonly dpopKey: string
  readonly timeoutMs: number
  readonly route: Route
  readonly signal?: AbortSignal
}

type Grant =
  | { readonly grantType: 'refresh_token'; readonly clientId: string; readonly refreshToken: string }
  | {
      readonly grantType: 'authorization_code'
      readonly clientId: string
      readonly code: string
      readonly codeVerifier: string
      readonly redirectUri: string
    }

const named: ReadonlySet<string> = new Set([
  'TOKEN_EXPIRED',
  'AUTHCODE_EXPIRED',
  'USER_CREDENTIALS_CHANGED',
  'INSUFFICIENT_PERMISSIONS',
  'INVALID_REQUEST',
])

function refusalOf(status: number, error: string | undefined): LoginRefusal {
  // Its error is INVALID_REQUEST, too.
  if (status === 429) return 'throttled'
  if (error !== undefined && named.has(error)) return error as LoginRefusal
  if (status >= 500) return 'server'
  return status === 400 || status === 401 || status === 403 ? 'denied' : 'answer'
}

/** No proof is refused for a clock difference below this. */
const toleratedSkewMs = 60_000

function send(grant: Grant, call: TokenCall, nowMs: number): Promise<HttpAnswer> {
  const target = `${call.url.replace(/\/$/, '')}/v1/token`
  return exchange(target, {
    method: 'POST',
    timeoutMs: call.timeoutMs,
    route: call.route,
    headers: { 'content-type': 'application/json', dpop: dpopProof(call.dpopKey, 'POST', target, nowMs) },
    body: JSON.stringify(grant),
    ...(call.signal && { signal: call.signal }),
  })
}

/** A proof states its time. If the clock of this machine is wrong, it is made once more, by the clock of the service. */
async function sendProven(grant: Grant, call: TokenCall): Promise<HttpAnswer> {
  const answer = await send(grant, call, Date.now())
  const theirs = Date.parse(answer.headers.get('date') ?? '')
  const isSkewed = Math.abs(theirs - Date.now()) > toleratedSkewMs
  return answer.status >= 400 && answer.status < 404 && isSkewed ? send(grant, call, theirs) : answer
}

/** `CreateOAuth2Token`: unsigned, proven by the key of the login. Rejects with the error of the network. */
export async function askForToken(grant: Grant, call: TokenCall): Promise<TokenAnswer> {
  const answer = await sendProven(grant, call)
  const body = jsonObject(answer.body)
  if (answer.status !== 200) {
    const error = textOf(body, 'error')
    const said = [error, textOf(body, 'message') ?? textOf(body, 'error_description')]
    return {
      ok: false,
      why: refusalOf(answer.status, error),
      said: said.filter((one) => one !== undefined).join(': ') || `status ${answer.status}`,
    }
  }
  const keys = loginKeysOf(body)
  const refreshToken = textOf(body, 'refreshToken')
  const seconds = body?.get('expiresIn')
  if (!keys || !refreshToken) return { ok: false, why: 'answer', said: 'an answer without keys' }
  const idToken = textOf(body, 'idToken')
  const expiresAt = Date.now() + (typeof seconds === 'number' ? seconds : 900) * 1000
  return {
    ok: true,
    keys: { ...keys, expiresAt },
    refreshToken,
    tokenType: textOf(body, 'tokenType') ?? 'aws_sigv4',
    ...(idToken && { idToken }),
  }
}
