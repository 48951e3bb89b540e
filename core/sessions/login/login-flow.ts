import { redactText } from '../../../shared/domain/secrets/redact.ts'
import { type CodedError, fail, ok, type Result } from '../../../shared/result.ts'
import type { Route } from '../../network/agents.ts'
import { jsonObject, textOf } from '../../../shared/domain/text/json-object.ts'
import { aborted } from '../aborted.ts'
import { type AnswerPage, deniedPage, failedPage, signedInPage } from '../answer-page.ts'
import { listenForCallback } from '../callback-listener.ts'
import { newProofKey, type ProofKey } from '../proof-key.ts'
import { denied, signInFailure, timedOut } from '../sign-in-failure.ts'
import type { SignInDone, SignInFlow } from '../sign-ins.ts'
import { newDpopKey } from './dpop.ts'
import { keepLogin } from './keep-login.ts'
import { type LoginIdentity, readLoginArn } from './login-arn.ts'
import type { LoginPlace } from './login-cache.ts'
import { loginFailure } from './login-failure.ts'
import { askForToken } from './login-token.ts'
import { createPastedCode } from './pasted-code.ts'

/** A login to create, or to create again. */
export interface LoginRequest {
  /** The id of the session and its name. */
  readonly session: string
  readonly name: string
  /** The sign-in host of `region`. */
  readonly url: string
  readonly region: string
  readonly route: Route
  readonly timeoutMs: number
  readonly locksDir: string
  readonly place: LoginPlace
  /** The value of `login_session`: who must sign in. Absent for a new profile. */
  readonly expected?: string
  /** Opens the user's browser; false where none could be started. */
  readonly openLink: (url: string) => Promise<boolean>
}

/** Fixed: clients of this service are not registered. */
const clients = {
  browser: 'arn:aws:signin:::devtools/same-device',
  remote: 'arn:aws:signin:::devtools/cross-device',
} as const
type Method = keyof typeof clients

const limitMs = 5 * 60_000
/** Time to sign in on another device, and to bring the text over. */
const remoteLimitMs = 10 * 60_000

const hostOf = ({ url }: LoginRequest): string => url.replace(/\/$/, '')

function authorizeUrl(request: LoginRequest, method: Method, proof: ProofKey, redirectUri: string): string {
  const url = new URL(`${hostOf(request)}/v1/authorize`)
  const query = {
    response_type: 'code',
    client_id: clients[method],
    state: proof.state,
    code_challenge: proof.challenge,
    // Not S256, as everywhere else.
    code_challenge_method: 'SHA-256',
    scope: 'openid',
    redirect_uri: redirectUri,
  }
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  return url.href
}

/** Who signed in, by the claim `sub` of an identity token. It came over TLS from the service itself. */
function whoSignedIn(idToken: string | undefined): (LoginIdentity & { readonly arn: string }) | undefined {
  const claims = jsonObject(Buffer.from(idToken?.split('.')[1] ?? '', 'base64url').toString('utf8'))
  const arn = textOf(claims, 'sub')
  const identity = arn === undefined ? undefined : readLoginArn(arn)
  return arn === undefined || identity === undefined ? undefined : { ...identity, arn }
}

const someoneElse = (arn: string, expected: string): CodedError =>
  fail('SignInOther', `${arn} signed in, and this is the login of ${redactText(expected)}.`, {
    reason: 'The browser was signed in to AWS as somebody else. Nothing was kept or changed.',
    remedy: 'Sign out of AWS in the browser and sign in again, or create a profile: `stackpass login --new`.',
  }).error

/** Exchanges the code of the browser for a login, and stores it. */
async function finish(
  request: LoginRequest,
  method: Method,
  sent: { readonly code: string; readonly codeVerifier: string; readonly redirectUri: string },
  signal: AbortSignal,
): Promise<Result<SignInDone>> {
  const { name, region, route, timeoutMs, expected } = request
  const clientId = clients[method]
  const dpopKey = newDpopKey()
  const call = { url: hostOf(request), dpopKey, route, timeoutMs, signal }
  const given = await askForToken({ grantType: 'authorization_code', clientId, ...sent }, call)
  if (!given.ok) return { ok: false, error: loginFailure(name, given, request) }
  const who = whoSignedIn(given.idToken)
  if (who === undefined) {
    const said = 'an answer that does not say who signed in'
    return { ok: false, error: loginFailure(name, { why: 'answer', said }, request) }
  }
  const { arn, account } = who
  if (expected !== undefined && arn !== expected) return { ok: false, error: someoneElse(arn, expected) }
  const { place, locksDir } = request
  const { until } = await keepLogin({ place, locksDir, arn, account, clientId, dpopKey, region, given })
  return ok({ until, login: { arn, region } })
}

type Come =
  | { readonly kind: 'code'; readonly code: string; readonly tell?: (page: AnswerPage) => void }
  | {
      readonly kind: 'error'
      readonly error: string
      readonly description: string | undefined
      readonly tell?: (page: AnswerPage) => void
    }

interface WayBack {
  readonly redirectUri: string
  readonly answer: Promise<Come>
  close(): void
}

function flowOver(
  request: LoginRequest,
  method: Method,
  proof: ProofKey,
  wayBack: () => Promise<WayBack>,
): SignInFlow['run'] {
  const { name } = request
  return async (tell, signal) => {
    let back: WayBack | undefined
    try {
      back = await wayBack()
      const { redirectUri } = back
      const address = authorizeUrl(request, method, proof, redirectUri)
      // A pasted text comes from a browser elsewhere.
      tell({ address, opened: method === 'browser' && (await request.openLink(address)) })
      const come = await Promise.race([back.answer, aborted(signal)])
      if (come === 'aborted') return { ok: false, error: timedOut(name) }
      if (come.kind === 'error') {
        come.tell?.(deniedPage(name))
        return { ok: false, error: denied(name, come.description ?? come.error) }
      }
      const sent = { code: come.code, codeVerifier: proof.verifier, redirectUri }
      const done = await finish(request, method, sent, signal).catch((error: unknown): Result<never> => ({
        ok: false,
        error: signInFailure(error, {
          name,
          startUrl: request.url,
          region: request.region,
          url: request.url,
        }),
      }))
      come.tell?.(done.ok ? signedInPage(name) : failedPage(done.error))
      return done
    } catch (error) {
      if (signal.aborted) return { ok: false, error: timedOut(name) }
      throw error
    } finally {
      back?.close()
    }
  }
}

/** Signs in with `aws login`: the browser comes back to this process by itself. */
export function loginFlow(request: LoginRequest): SignInFlow {
  const { session, name } = request
  const proof = newProofKey()
  const run = flowOver(request, 'browser', proof, () => listenForCallback(proof.state))
  return { session, name, method: 'browser', limitMs, run }
}

/** Signs in with `aws login` in any browser, even on another device: its page shows a text, which the user pastes here. */
export function remoteLoginFlow(request: LoginRequest): SignInFlow {
  const { session, name } = request
  const proof = newProofKey()
  const pasted = createPastedCode(proof.state)
  const redirectUri = `${hostOf(request)}/v1/sessions/confirmation`
  const back = { redirectUri, answer: pasted.answer, close: () => undefined }
  const run = flowOver(request, 'remote', proof, () => Promise.resolve(back))
  return { session, name, method: 'remote', limitMs: remoteLimitMs, run, paste: pasted.take }
}
