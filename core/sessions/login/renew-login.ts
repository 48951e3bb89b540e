import type { Route } from '../../network/agents.ts'
import { takeLock } from '../../state/lock.ts'
import { type LoginKeys, type LoginRead, type StoredLogin, readLogin, writeLogin } from './login-cache.ts'
import { createRefusedRenewals } from '../refused-renewals.ts'
import { askForToken, type LoginRefusal } from './login-token.ts'

/** As in botocore and the JS SDK: keys that end within five minutes are renewed. */
export const renewWithinMs = 5 * 60_000
/** One renewal takes its request and its write. */
const lockMs = 30_000

export interface RenewalContext {
  readonly locksDir: string
  /** Where to renew in a region; throws the caller's error for a region without a host. */
  readonly urlOf: (region: string) => string
  /** The region of the caller, for logins that do not say where they began. */
  readonly region: string
  readonly timeoutMs: number
  readonly route: Route
  readonly signal?: AbortSignal
}

export type LoginAnswer =
  | { readonly ok: true; readonly keys: LoginKeys }
  | { readonly ok: false; readonly kind: 'none' }
  | { readonly ok: false; readonly kind: 'damaged'; readonly missing: readonly string[] }
  /** It has ended and was not renewed: the service refused, or could not be reached. */
  | {
      readonly ok: false
      readonly kind: 'refused'
      readonly why: LoginRefusal
      readonly said: string
      readonly region: string
    }
  | { readonly ok: false; readonly kind: 'unreachable'; readonly error: unknown; readonly region: string }

/** AWS no longer renews the login: only a new sign-in helps. */
const overFor: ReadonlySet<LoginRefusal> = new Set(['TOKEN_EXPIRED', 'USER_CREDENTIALS_CHANGED'])

type Failed = Extract<LoginAnswer, { ok: false }>

const lastsFor = ({ keys }: StoredLogin) => keys.expiresAt - Date.now()

async function renew(path: string, login: StoredLogin, context: RenewalContext): Promise<LoginAnswer> {
  const { clientId, refreshToken, dpopKey } = login
  const region = login.signInRegion ?? context.region
  const { timeoutMs, route, signal } = context
  const grant = { grantType: 'refresh_token', clientId, refreshToken } as const
  let answer
  try {
    const call = { url: context.urlOf(region), dpopKey, timeoutMs, route, ...(signal && { signal }) }
    answer = await askForToken(grant, call)
  } catch (error) {
    return { ok: false, kind: 'unreachable', error, region }
  }
  if (!answer.ok) return { ok: false, kind: 'refused', why: answer.why, said: answer.said, region }
  const { accountId } = login.keys
  const keys = { ...answer.keys, ...(accountId !== undefined && { accountId }) }
  await writeLogin(path, login.fields, { keys, refreshToken: answer.refreshToken, signInRegion: region })
  return { ok: true, keys }
}

const asFailed = (read: Exclude<LoginRead, { kind: 'login' }>): Failed =>
  read.kind === 'none' ? { ok: false, kind: 'none' } : { ok: false, kind: 'damaged', missing: read.missing }

/**
 * The keys of a login from its file, renewed when they are about to end. Every renewal uses up the refresh token, so one process
 * renews, under a lock, and reads the file again inside it; a renewal by another tool meanwhile counts. Keys that could not be
 * renewed serve until they end.
 */
export async function loadLoginKeys(path: string, context: RenewalContext): Promise<LoginAnswer> {
  const first = await readLogin(path)
  if (first.kind !== 'login') return asFailed(first)
  if (lastsFor(first.login) > renewWithinMs) return { ok: true, keys: first.login.keys }
  const { locksDir } = context
  const lock = await takeLock({ locksDir, key: path, label: 'the cache of aws login', timeout: lockMs })
  try {
    const read = await readLogin(path)
    if (read.kind !== 'login') return asFailed(read)
    const { login } = read
    if (lastsFor(login) > renewWithinMs) return { ok: true, keys: login.keys }
    const renewed = await renew(path, login, context)
    if (renewed.ok) return renewed
    // The other tools take no lock: one may have used up our refresh token a moment ago.
    const again = await readLogin(path)
    const isOver = renewed.kind === 'refused' && overFor.has(renewed.why)
    const isNewer = again.kind === 'login' && again.login.refreshToken !== login.refreshToken
    if (isOver && !isNewer) await createRefusedRenewals(context).note(login.refreshToken)
    const best = again.kind === 'login' && lastsFor(again.login) > lastsFor(login) ? again.login : login
    return lastsFor(best) > 0 ? { ok: true, keys: best.keys } : renewed
  } finally {
    await lock.release()
  }
}
