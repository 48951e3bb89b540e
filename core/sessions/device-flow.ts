import { setTimeout as sleep } from 'node:timers/promises'
import type { CreateTokenCommandOutput } from '@aws-sdk/client-sso-oidc'
import { ok } from '../../shared/result.ts'
import { type SignInRequest, subjectOf } from './browser-flow.ts'
import { keepSession } from './kept-session.ts'
import { type Oidc, openOidc } from './oidc-client.ts'
import { forgetRegistration, type Registration, registrationFor } from './registrations.ts'
import { signInFailure, timedOut } from './sign-in-failure.ts'
import type { SignInFlow } from './sign-ins.ts'

/** A code lasts ten minutes at AWS; AWS says so itself, and this only ends what never would. */
const limitMs = 15 * 60_000
/** The interval if AWS names none, and how much to add when it is asked too often (RFC 8628). Seconds. */
const usualInterval = 5

interface Code {
  readonly deviceCode: string
  readonly intervalSeconds: number
  readonly expiresAt: number
}

/** Waits between two polls; replaced in tests. */
export type Pause = (ms: number, signal: AbortSignal) => Promise<void>

const pauseFor: Pause = (ms, signal) => sleep(ms, undefined, { signal })

/** Signs in with a code that the user compares in any browser, even on another machine. */
export function deviceFlow(request: SignInRequest, pause: Pause = pauseFor): SignInFlow {
  const { session, name, registrations } = request
  const kind = { ...request, grant: 'device' } as const

  async function poll(
    oidc: Oidc,
    { clientId, clientSecret }: Registration,
    code: Code,
    signal: AbortSignal,
  ): Promise<CreateTokenCommandOutput | undefined> {
    const { deviceCode, expiresAt } = code
    const grantType = 'urn:ietf:params:oauth:grant-type:device_code'
    let seconds = code.intervalSeconds
    while (Date.now() < expiresAt) {
      await pause(seconds * 1000, signal)
      try {
        const command = new oidc.sdk.CreateTokenCommand({ clientId, clientSecret, grantType, deviceCode })
        return await oidc.client.send(command, oidc.http(signal))
      } catch (error) {
        if (error instanceof oidc.sdk.SlowDownException) seconds += usualInterval
        else if (!(error instanceof oidc.sdk.AuthorizationPendingException)) throw error
      }
    }
    return undefined
  }

  async function start(oidc: Oidc, registration: Registration, signal: AbortSignal) {
    const { clientId, clientSecret } = registration
    const { startUrl } = request
    const command = new oidc.sdk.StartDeviceAuthorizationCommand({ clientId, clientSecret, startUrl })
    const { deviceCode, userCode, verificationUri, verificationUriComplete, interval, expiresIn } =
      await oidc.client.send(command, oidc.http(signal))
    if (!deviceCode || !userCode || !verificationUri)
      throw Object.assign(new Error('The answer holds no code'), { name: 'NotAws' })
    const expiresAt = Date.now() + (expiresIn ?? 600) * 1000
    const code = { deviceCode, expiresAt, intervalSeconds: interval || usualInterval }
    return { code, userCode, address: verificationUriComplete ?? verificationUri }
  }

  const run: SignInFlow['run'] = async (tell, signal) => {
    try {
      const oidc = await openOidc(request)
      let registration = await registrationFor(oidc, kind, registrations, signal)
      const started = await start(oidc, registration, signal).catch(async (error: unknown) => {
        if (!(error instanceof oidc.sdk.InvalidClientException)) throw error
        // We have it, but AWS does not know it.
        await forgetRegistration(kind, registrations)
        registration = await registrationFor(oidc, kind, registrations, signal)
        return start(oidc, registration, signal)
      })
      const { userCode, address, code } = started
      tell({ userCode, address, opened: await request.openLink(address) })
      const given = await poll(oidc, registration, code, signal)
      if (given === undefined) return { ok: false, error: timedOut(name) }
      return ok(await keepSession(request, registration, given))
    } catch (error) {
      if (signal.aborted) return { ok: false, error: timedOut(name) }
      return { ok: false, error: signInFailure(error, subjectOf(request)) }
    }
  }
  return { session, name, method: 'device', limitMs, run }
}
