import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { writePrivateFile } from '../state/write-private-file.ts'
import { foreignLimits } from '../system/foreign-limits.ts'
import { foreignText, readForeignFile } from '../system/read-foreign-file.ts'
import type { Endpoint } from '../network/endpoint.ts'
import { type HttpOptions, exchange, jsonObject, textOf } from '../network/http.ts'

export interface SsoToken {
  readonly accessToken: string
  /** Milliseconds since the epoch. */
  readonly expiresAt: number
}

/** A token is renewed when it ends within five minutes, as in the SDKs. */
const renewWithinMs = 5 * 60_000

const isoSeconds = (ms: number) => new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z')

/** Where the SDKs and the AWS CLI keep the token of a session name or start URL. */
export function ssoTokenPath(home: string, id: string): string {
  const name = createHash('sha1').update(id).digest('hex')
  return join(home, '.aws', 'sso', 'cache', `${name}.json`)
}

type Stored = ReadonlyMap<string, unknown>

async function readToken(path: string): Promise<Stored | undefined> {
  const text = foreignText(await readForeignFile(path, { maxBytes: foreignLimits.tokenCache }))
  return text === undefined ? undefined : jsonObject(text)
}

function asToken(stored: Stored | undefined): SsoToken | undefined {
  const accessToken = textOf(stored, 'accessToken')
  const expiresAt = Date.parse(textOf(stored, 'expiresAt') ?? '')
  return accessToken === undefined || Number.isNaN(expiresAt) ? undefined : { accessToken, expiresAt }
}

/** Asks for a new token with the refresh token, and puts it in the cache by a rename, for the other tools. */
async function renew(
  path: string,
  stored: Stored,
  oidc: Endpoint,
  http: HttpOptions,
): Promise<SsoToken | undefined> {
  const clientId = textOf(stored, 'clientId')
  const clientSecret = textOf(stored, 'clientSecret')
  const refreshToken = textOf(stored, 'refreshToken')
  if (!clientId || !clientSecret || !refreshToken) return undefined
  const answer = await exchange(`${oidc.url.replace(/\/$/, '')}/token`, {
    ...http,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ clientId, clientSecret, refreshToken, grantType: 'refresh_token' }),
  })
  if (answer.status !== 200) return undefined
  const renewed = jsonObject(answer.body)
  const accessToken = textOf(renewed, 'accessToken')
  const seconds = renewed?.get('expiresIn')
  if (accessToken === undefined || typeof seconds !== 'number') return undefined
  const expiresAt = Date.now() + seconds * 1000
  const next = new Map(stored)
  next.set('accessToken', accessToken)
  next.set('expiresAt', isoSeconds(expiresAt))
  next.set('refreshToken', textOf(renewed, 'refreshToken') ?? refreshToken)
  await writePrivateFile(path, `${JSON.stringify(Object.fromEntries(next), null, 2)}\n`)
  return { accessToken, expiresAt }
}

const renewals = new Map<string, Promise<SsoToken | undefined>>()

/** The renewal that is under way for this cache file, or a new one: many profiles share one session. */
function renewOnce(...[path, stored, oidc, http]: Parameters<typeof renew>): Promise<SsoToken | undefined> {
  const running = renewals.get(path)
  if (running) return running
  const started = renew(path, stored, oidc, http).finally(() => renewals.delete(path))
  renewals.set(path, started)
  return started
}

export type SsoTokenAnswer = { readonly token: SsoToken } | { readonly missing: 'no-token' | 'over' }

/**
 * The access token of a session: from the cache, renewed when it is about to end and can be. `oidc` is where to renew;
 * absent for legacy profiles, which have no refresh token. A renewal that fails leaves the cached token in use until it ends.
 */
export async function loadSsoToken(
  path: string,
  oidc: Endpoint | undefined,
  http: HttpOptions,
): Promise<SsoTokenAnswer> {
  const stored = await readToken(path)
  const cached = asToken(stored)
  if (!stored || !cached) return { missing: 'no-token' }
  if (cached.expiresAt - Date.now() > renewWithinMs) return { token: cached }
  const renewed = oidc && (await renewOnce(path, stored, oidc, http).catch(ignoreNetwork))
  if (renewed) return { token: renewed }
  // Another tool may have renewed it meanwhile, and used up our refresh token by that.
  const again = asToken(await readToken(path)) ?? cached
  return again.expiresAt > Date.now() ? { token: again } : { missing: 'over' }
}

/** Without network a renewal fails, and the token counts as it stands; the next request names the network. */
function ignoreNetwork(error: unknown): undefined {
  if (error instanceof Error) return undefined
  throw error
}
