import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { MergedProfile } from '../../shared/domain/aws/types.ts'
import { writePrivateFile } from '../state/write-private-file.ts'
import { foreignLimits } from '../system/foreign-limits.ts'
import { foreignText, readForeignFile } from '../system/read-foreign-file.ts'
import { dpopProof } from './dpop.ts'
import { refuse } from './failure.ts'
import { exchange, jsonObject, textOf } from '../network/http.ts'
import { endpointFor, routeOf, setting } from './settings.ts'
import type { CredentialContext, Credentials } from './types.ts'

/** As in the SDK: credentials that end within five minutes are renewed. */
const renewWithinMs = 5 * 60_000

type Fields = ReadonlyMap<string, unknown>

const objectOf = (fields: Fields | undefined, key: string): Fields | undefined => {
  const value = fields?.get(key)
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : undefined
}

function keysOf(token: Fields | undefined): Credentials | undefined {
  const accessKeyId = textOf(token, 'accessKeyId')
  const secretAccessKey = textOf(token, 'secretAccessKey')
  const sessionToken = textOf(token, 'sessionToken')
  if (!accessKeyId || !secretAccessKey || !sessionToken) return undefined
  const expiresAt = Date.parse(textOf(token, 'expiresAt') ?? '')
  const accountId = textOf(token, 'accountId')
  return {
    accessKeyId,
    secretAccessKey,
    sessionToken,
    ...(!Number.isNaN(expiresAt) && { expiresAt }),
    ...(accountId && { accountId }),
  }
}

/** The cache file that `aws login` writes for a session. */
export function loginCachePath(session: string, context: Pick<CredentialContext, 'env' | 'home'>): string {
  const folder = context.env['AWS_LOGIN_CACHE_DIRECTORY'] || join(context.home, '.aws', 'login', 'cache')
  return join(folder, `${createHash('sha256').update(session).digest('hex')}.json`)
}

/** CreateOAuth2Token with the refresh token, proven by the key that `aws login` made; kept by a rename. */
async function renew(
  path: string,
  cache: Fields,
  profile: MergedProfile,
  region: string,
  context: CredentialContext,
): Promise<Credentials | undefined> {
  const signInRegion = textOf(cache, 'signInRegion') ?? region
  const { url } = endpointFor('signin', profile, signInRegion, context)
  const target = `${url.replace(/\/$/, '')}/v1/token`
  const answer = await exchange(target, {
    method: 'POST',
    timeoutMs: context.requestTimeoutMs ?? 10_000,
    route: routeOf(profile, context),
    headers: {
      'content-type': 'application/json',
      dpop: dpopProof(textOf(cache, 'dpopKey')!, 'POST', target),
    },
    body: JSON.stringify({
      clientId: textOf(cache, 'clientId'),
      grantType: 'refresh_token',
      refreshToken: textOf(cache, 'refreshToken'),
    }),
    ...(context.signal && { signal: context.signal }),
  })
  if (answer.status !== 200) return undefined
  const body = jsonObject(answer.body)
  const keys = keysOf(objectOf(body, 'accessToken'))
  const refreshToken = textOf(body, 'refreshToken')
  const seconds = body?.get('expiresIn')
  if (!keys || !refreshToken) return undefined
  const expiresAt = Date.now() + (typeof seconds === 'number' ? seconds : 900) * 1000
  const accessToken = {
    ...Object.fromEntries(objectOf(cache, 'accessToken') ?? []),
    accessKeyId: keys.accessKeyId,
    secretAccessKey: keys.secretAccessKey,
    sessionToken: keys.sessionToken,
    expiresAt: new Date(expiresAt).toISOString(),
  }
  const next = { ...Object.fromEntries(cache), accessToken, refreshToken }
  await writePrivateFile(path, JSON.stringify(next, null, 2))
  return { ...keys, expiresAt }
}

/** Credentials of a `login_session` profile, from the cache of `aws login`. Throws LoginUnsupported or Expired. */
export async function fromLogin(
  profile: MergedProfile,
  region: string,
  context: CredentialContext,
): Promise<Credentials> {
  const path = loginCachePath(setting(profile, 'login_session')!, context)
  const text = foreignText(await readForeignFile(path, { maxBytes: foreignLimits.tokenCache }))
  const cache = text === undefined ? undefined : jsonObject(text)
  const keys = keysOf(objectOf(cache, 'accessToken'))
  if (!cache || !keys) {
    return refuse(
      'LoginUnsupported',
      `${profile.name} has no usable login.`,
      text === undefined
        ? 'There is no cached login for its login_session.'
        : 'The cached login is not of a form that Stackpass knows.',
      `Run aws login --profile ${profile.name}.`,
    )
  }
  const remaining = (keys.expiresAt ?? 0) - Date.now()
  if (remaining > renewWithinMs) return keys
  const canRenew = ['dpopKey', 'clientId', 'refreshToken'].every((key) => textOf(cache, key))
  // A renewal that cannot be had leaves the cached keys in use until they end.
  const renewed = canRenew
    ? await renew(path, cache, profile, region, context).catch(() => undefined)
    : undefined
  if (renewed) return { ...renewed, ...(keys.accountId && { accountId: keys.accountId }) }
  if (remaining > 0) return keys
  return refuse(
    'Expired',
    `The login of ${profile.name} has expired.`,
    'Its cached credentials have ended and could not be renewed.',
    `Run aws login --profile ${profile.name}.`,
  )
}
