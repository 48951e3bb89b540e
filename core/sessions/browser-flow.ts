import { createHash, randomBytes } from 'node:crypto'
import { type CodedError, ok, type Result } from '../../shared/result.ts'
import type { AnswerPage } from './answer-page.ts'
import { type Callback, listenForCallback } from './callback-listener.ts'
import { keepSession, type SessionPlace } from './kept-session.ts'
import { type Oidc, openOidc, type OidcPlace } from './oidc-client.ts'
import { forgetRegistration, type Registration, registrationFor } from './registrations.ts'
import { denied, type SignInSubject, signInFailure, timedOut } from './sign-in-failure.ts'
import type { SignInFlow } from './sign-ins.ts'

/** A session of IAM Identity Center that is to be signed in to. */
export interface SignInRequest extends SessionPlace, OidcPlace {
  /** Its id and its name. */
  readonly session: string
  readonly name: string
  readonly scopes: readonly string[]
  readonly registrations: string
  /** Opens the user's browser; false where none could be started. */
  readonly openLink: (url: string) => Promise<boolean>
}

const limitMs = 5 * 60_000
const urlSafe = (bytes: number): string => randomBytes(bytes).toString('base64url')

export const subjectOf = ({ name, startUrl, region, endpoint }: SignInRequest): SignInSubject => ({
  name,
  startUrl,
  region,
  url: endpoint.origin,
})

/** Resolves when the signal fires. */
export const aborted = (signal: AbortSignal): Promise<'aborted'> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve('aborted')
    else signal.addEventListener('abort', () => resolve('aborted'), { once: true })
  })

const page = (status: number, title: string, ...lines: string[]): AnswerPage => ({ status, title, lines })
const failed = ({ message, reason, remedy }: CodedError): AnswerPage =>
  page(502, 'The sign-in did not work', ...[message, reason, remedy].filter((line) => line !== undefined))

function authorizeUrl(
  { endpoint, scopes }: SignInRequest,
  { clientId }: Registration,
  secrets: { readonly state: string; readonly verifier: string },
  redirectUri: string,
): string {
  const url = new URL(`${endpoint.url.replace(/\/$/, '')}/authorize`)
  const challenge = createHash('sha256').update(secrets.verifier).digest('base64url')
  const query = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    state: secrets.state,
    code_challenge_method: 'S256',
    code_challenge: challenge,
    scopes: scopes.join(' '),
  }
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  return url.href
}

/** Signs in with an authorization code and PKCE: the browser comes back to this process by itself. */
export function browserFlow(request: SignInRequest): SignInFlow {
  const { session, name, registrations } = request
  const kind = { ...request, grant: 'code' } as const

  async function exchangeCode(
    oidc: Oidc,
    registration: Registration,
    callback: Extract<Callback, { kind: 'code' }>,
    sent: { readonly redirectUri: string; readonly codeVerifier: string },
    signal: AbortSignal,
  ): Promise<Result<{ readonly until: string }>> {
    const { clientId, clientSecret } = registration
    const grant = { grantType: 'authorization_code', code: callback.code, ...sent }
    const command = new oidc.sdk.CreateTokenCommand({ clientId, clientSecret, ...grant })
    try {
      const given = await oidc.client.send(command, oidc.http(signal))
      const kept = await keepSession(request, registration, given)
      callback.tell(
        page(200, `You are signed in to ${name}`, 'Go back to Stackpass. You can close this tab.'),
      )
      return ok(kept)
    } catch (error) {
      const why = signInFailure(error, subjectOf(request))
      callback.tell(failed(why))
      // Kept by us, unknown to AWS: the next sign-in registers anew.
      if (error instanceof oidc.sdk.InvalidClientException) await forgetRegistration(kind, registrations)
      return { ok: false, error: why }
    }
  }

  const run: SignInFlow['run'] = async (tell, signal) => {
    const secrets = { state: urlSafe(32), verifier: urlSafe(48) }
    const listener = await listenForCallback(secrets.state)
    try {
      const { redirectUri } = listener
      const oidc = await openOidc(request)
      const registration = await registrationFor(oidc, kind, registrations, signal)
      const address = authorizeUrl(request, registration, secrets, redirectUri)
      tell({ address, opened: await request.openLink(address) })
      const callback = await Promise.race([listener.answer, aborted(signal)])
      if (callback === 'aborted') {
        // AWS may not know the client any more, which it tells the browser and not us.
        await forgetRegistration(kind, registrations)
        return { ok: false, error: timedOut(name) }
      }
      if (callback.kind === 'error') {
        const why = denied(name, callback.description ?? callback.error)
        callback.tell(
          page(200, `You are not signed in to ${name}`, 'It was not allowed. You can close this tab.'),
        )
        return { ok: false, error: why }
      }
      const sent = { redirectUri, codeVerifier: secrets.verifier }
      return await exchangeCode(oidc, registration, callback, sent, signal)
    } catch (error) {
      if (signal.aborted) return { ok: false, error: timedOut(name) }
      return { ok: false, error: signInFailure(error, subjectOf(request)) }
    } finally {
      listener.close()
    }
  }
  return { session, name, method: 'browser', limitMs, run }
}
