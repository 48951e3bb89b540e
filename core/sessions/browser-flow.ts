import { ok, type Result } from '../../shared/result.ts'
import { aborted } from './aborted.ts'
import { deniedPage, failedPage, signedInPage } from './answer-page.ts'
import { type Callback, listenForCallback } from './callback-listener.ts'
import { keepSession, type SessionPlace } from './kept-session.ts'
import { type Oidc, openOidc, type OidcPlace } from './oidc-client.ts'
import { newProofKey, type ProofKey } from './proof-key.ts'
import { forgetRegistration, type Registration, registrationFor } from './registrations.ts'
import { denied, type SignInSubject, signInFailure, timedOut } from './sign-in-failure.ts'
import type { SignInFlow } from './sign-ins.ts'

/** A session of IAM Identity Center to sign in to. */
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

export const subjectOf = ({ name, startUrl, region, endpoint }: SignInRequest): SignInSubject => ({
  name,
  startUrl,
  region,
  url: endpoint.origin,
})

function authorizeUrl(
  { endpoint, scopes }: SignInRequest,
  { clientId }: Registration,
  { state, challenge }: ProofKey,
  redirectUri: string,
): string {
  const url = new URL(`${endpoint.url.replace(/\/$/, '')}/authorize`)
  const query = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    state,
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
      callback.tell(signedInPage(name))
      return ok(kept)
    } catch (error) {
      const why = signInFailure(error, subjectOf(request))
      callback.tell(failedPage(why))
      // We have it, but AWS does not know it: the next sign-in registers again.
      if (error instanceof oidc.sdk.InvalidClientException) await forgetRegistration(kind, registrations)
      return { ok: false, error: why }
    }
  }

  const run: SignInFlow['run'] = async (tell, signal) => {
    const proof = newProofKey()
    const listener = await listenForCallback(proof.state)
    try {
      const { redirectUri } = listener
      const oidc = await openOidc(request)
      const registration = await registrationFor(oidc, kind, registrations, signal)
      const address = authorizeUrl(request, registration, proof, redirectUri)
      tell({ address, opened: await request.openLink(address) })
      const callback = await Promise.race([listener.answer, aborted(signal)])
      if (callback === 'aborted') {
        // AWS may no longer know the client, which it tells the browser and not us.
        await forgetRegistration(kind, registrations)
        return { ok: false, error: timedOut(name) }
      }
      if (callback.kind === 'error') {
        const why = denied(name, callback.description ?? callback.error)
        callback.tell(deniedPage(name))
        return { ok: false, error: why }
      }
      const sent = { redirectUri, codeVerifier: proof.verifier }
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
