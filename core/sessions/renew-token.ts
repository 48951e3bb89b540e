import { setTimeout as sleep } from 'node:timers/promises'
import { canRenew } from '../../shared/domain/sessions/access-state.ts'
import type { Endpoint } from '../network/endpoint.ts'
import { exchange, type HttpOptions } from '../network/http.ts'
import { jsonObject, textOf } from '../../shared/domain/text/json-object.ts'
import { takeLock } from '../state/lock.ts'
import { errno, FileFailure } from '../system/file-errors.ts'
import { createRefusedRenewals } from './refused-renewals.ts'
import {
  type CacheFields,
  cacheDateText,
  cachedSessionIn,
  readSessionCache,
  renewalIn,
  type SsoToken,
  tokenIn,
  writeSessionCache,
} from './token-cache.ts'

/** Where and how a session is renewed. */
export interface RenewalPlace {
  /** Absent: no tool renews this session (legacy profiles). */
  readonly oidc: Endpoint | undefined
  readonly http: HttpOptions
  readonly locksDir: string
  /** Called when a renewed token could not be stored; it is still used. */
  readonly onUnkept?: ((what: string, error: unknown) => void) | undefined
}

export type SsoTokenAnswer = { readonly token: SsoToken } | { readonly missing: 'no-token' | 'over' }

/** A token is renewed when it ends within five minutes, as in the SDKs. */
const renewWithinMs = 5 * 60_000
/** Our other processes finish a renewal within its timeout, or are dead, which the lock detects. */
const waitForOthersMs = 30_000
/** A tool without a lock has renewed before us, and writes its file in the next moment. */
const afterRefusalMs = [0, 150, 500]

/** `over`: AWS no longer knows the refresh token, and asking again with it is useless. */
type Outcome = 'refused' | 'over' | { readonly fields: CacheFields }

/** Asks for a new token. Rejects where no answer came. */
async function ask(fields: CacheFields, oidc: Endpoint, http: HttpOptions): Promise<Outcome> {
  const renewal = renewalIn(fields)
  if (!renewal) return 'refused'
  const answer = await exchange(`${oidc.url.replace(/\/$/, '')}/token`, {
    ...http,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...renewal, grantType: 'refresh_token' }),
  })
  const renewed = jsonObject(answer.body)
  const accessToken = textOf(renewed, 'accessToken')
  const seconds = renewed?.get('expiresIn')
  if (answer.status !== 200 || accessToken === undefined || typeof seconds !== 'number') {
    const error = textOf(renewed, 'error')
    if (error === 'invalid_grant' || error === 'expired_token') return 'over'
    if (error !== undefined && answer.status < 500) return 'refused'
    const unanswered = new Error(`A renewal was answered with status ${answer.status}`)
    throw Object.assign(unanswered, { name: 'NotAws' })
  }
  const next = new Map(fields)
  next.set('accessToken', accessToken)
  next.set('expiresAt', cacheDateText(Date.now() + seconds * 1000))
  next.set('refreshToken', textOf(renewed, 'refreshToken') ?? renewal.refreshToken)
  return { fields: next }
}

const isFresh = (fields: CacheFields | undefined): boolean =>
  (tokenIn(fields)?.expiresAt ?? 0) - Date.now() > renewWithinMs

function renewable(fields: CacheFields | undefined): boolean {
  const session = cachedSessionIn(fields)
  return session !== undefined && canRenew(session, Date.now())
}

/** Checks whether another tool has renewed what AWS refused us; returns its token, or the newer one to ask with. */
async function afterRefusal(path: string, used: CacheFields): Promise<CacheFields | undefined> {
  for (const wait of afterRefusalMs) {
    await sleep(wait)
    const again = await readSessionCache(path)
    if (isFresh(again)) return again
    if (again && textOf(again, 'refreshToken') !== textOf(used, 'refreshToken')) return again
  }
  return undefined
}

/** With the lock held: reads again, asks, and writes. Returns what is in the cache then, renewed or not. */
async function renewLocked(
  path: string,
  oidc: Endpoint,
  place: RenewalPlace,
): Promise<CacheFields | undefined> {
  let fields = await readSessionCache(path)
  for (let attempt = 1; fields && !isFresh(fields) && renewable(fields); attempt++) {
    const outcome = await ask(fields, oidc, place.http)
    if (typeof outcome !== 'string') {
      await writeSessionCache(path, outcome.fields).catch((error: unknown) => {
        if (errno(error) === '') throw error
        place.onUnkept?.('the sign-in', error)
      })
      return outcome.fields
    }
    const other: CacheFields | undefined = await afterRefusal(path, fields)
    const used = textOf(fields, 'refreshToken')
    if (outcome === 'over' && used !== undefined && textOf(other, 'refreshToken') !== used)
      await createRefusedRenewals(place).note(used)
    if (other === undefined || attempt === 2) return other ?? fields
    fields = other
  }
  return fields
}

async function renew(path: string, oidc: Endpoint, place: RenewalPlace): Promise<CacheFields | undefined> {
  const { locksDir } = place
  const request = { locksDir, key: path, label: 'the sign-in', timeout: waitForOthersMs }
  const lock = await takeLock(request).catch((error: unknown) => {
    // Where we can write nothing, no lock is possible; a renewal is better than none.
    if (error instanceof FileFailure && error.coded.code === 'StateUnwritable') return undefined
    throw error
  })
  try {
    return await renewLocked(path, oidc, place)
  } finally {
    await lock?.release()
  }
}

const renewals = new Map<string, Promise<CacheFields | undefined>>()

/** The running renewal of this file, or a new one: many profiles share one session. */
function renewOnce(path: string, oidc: Endpoint, place: RenewalPlace): Promise<CacheFields | undefined> {
  const running = renewals.get(path)
  if (running) return running
  const started = renew(path, oidc, place).finally(() => renewals.delete(path))
  renewals.set(path, started)
  return started
}

/**
 * The access token of a session: from the cache, renewed when it is about to end. However many callers ask, in any
 * process, only one asks AWS; the others wait for its lock and find its answer. If a renewal fails, the cached
 * token stays in use until it ends; without network, the request that uses the token reports it.
 */
export async function loadSsoToken(path: string, place: RenewalPlace): Promise<SsoTokenAnswer> {
  const { oidc } = place
  const stored = await readSessionCache(path)
  const cached = tokenIn(stored)
  if (!cached) return { missing: 'no-token' }
  if (isFresh(stored)) return { token: cached }
  let newest = stored
  let unreached: unknown
  if (oidc && renewable(stored)) {
    try {
      newest = await renewOnce(path, oidc, place)
    } catch (error) {
      if (!(error instanceof Error)) throw error
      unreached = error
      newest = await readSessionCache(path)
    }
  }
  const token = tokenIn(newest)
  if (token && token.expiresAt > Date.now()) return { token }
  // A session has not ended because its renewal got no answer: the caller learns why there was none.
  if (unreached !== undefined) throw unreached
  return { missing: 'over' }
}
