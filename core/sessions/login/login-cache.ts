import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { cacheDate } from '../../../shared/domain/sessions/access-state.ts'
import { jsonObject, textOf } from '../../../shared/domain/text/json-object.ts'
import { writePrivateFile } from '../../state/write-private-file.ts'
import { cacheDateText } from '../token-cache.ts'
import { foreignLimits } from '../../system/foreign-limits.ts'
import { foreignText, readForeignFile } from '../../system/read-foreign-file.ts'

type Fields = ReadonlyMap<string, unknown>

/** Keys of a login as `aws login` keeps them. */
export interface LoginKeys {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
  /** Milliseconds since 1970. */
  readonly expiresAt: number
  readonly accountId?: string
}

/** A login on disk, with everything that the tools need. */
export interface StoredLogin {
  /** The whole content of the file, for what replaces it. */
  readonly fields: Fields
  readonly keys: LoginKeys
  readonly clientId: string
  readonly refreshToken: string
  /** The private key of the login as PEM, SEC 1 or PKCS #8. */
  readonly dpopKey: string
  /** Where the sign-in happened, as Stackpass and the JS SDK note it; the AWS CLI does not. */
  readonly signInRegion?: string
}

export type LoginRead =
  | { readonly kind: 'none' }
  /** Not in a form that the tools accept: a field named here is missing, or it is not JSON. */
  | { readonly kind: 'damaged'; readonly missing: readonly string[] }
  | { readonly kind: 'login'; readonly login: StoredLogin }

/** Where logins are, according to the variables and the home folder. */
export interface LoginPlace {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly home: string
}

/** The folder in which `aws login` keeps its logins. */
export function loginCacheFolder({ env, home }: LoginPlace): string {
  return env['AWS_LOGIN_CACHE_DIRECTORY'] || join(home, '.aws', 'login', 'cache')
}

/** The file of a login, by the value of `login_session`. */
export function loginCachePath(session: string, place: LoginPlace): string {
  return join(loginCacheFolder(place), `${createHash('sha256').update(session).digest('hex')}.json`)
}

const objectOf = (fields: Fields | undefined, key: string): Fields | undefined => {
  const value = fields?.get(key)
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : undefined
}

/** The keys of an `accessToken`; `undefined` when one of the three is missing. */
export function loginKeysOf(fields: Fields | undefined): Omit<LoginKeys, 'expiresAt'> | undefined {
  const token = objectOf(fields, 'accessToken')
  const accessKeyId = textOf(token, 'accessKeyId')
  const secretAccessKey = textOf(token, 'secretAccessKey')
  const sessionToken = textOf(token, 'sessionToken')
  if (!accessKeyId || !secretAccessKey || !sessionToken) return undefined
  const accountId = textOf(token, 'accountId')
  return { accessKeyId, secretAccessKey, sessionToken, ...(accountId && { accountId }) }
}

/** The content of a login's file; undefined where it is missing, or is not a JSON object. */
export async function readLoginFields(path: string): Promise<Fields | undefined> {
  const text = foreignText(await readForeignFile(path, { maxBytes: foreignLimits.tokenCache }))
  return text === undefined ? undefined : jsonObject(text)
}

/** Reads a login. If one of the tools lacks something, it counts as damaged for all, even while its keys are valid. */
export async function readLogin(path: string): Promise<LoginRead> {
  const text = foreignText(await readForeignFile(path, { maxBytes: foreignLimits.tokenCache }))
  if (text === undefined) return { kind: 'none' }
  const fields = jsonObject(text)
  const keys = loginKeysOf(fields)
  const clientId = textOf(fields, 'clientId')
  const refreshToken = textOf(fields, 'refreshToken')
  const dpopKey = textOf(fields, 'dpopKey')
  const end = cacheDate(textOf(objectOf(fields, 'accessToken'), 'expiresAt'))
  if (!fields || !keys?.accountId || !clientId || !refreshToken || !dpopKey || end === undefined) {
    const account = keys === undefined || keys.accountId
    const needed = { accessToken: keys, 'accessToken.accountId': account, 'accessToken.expiresAt': end }
    const missing = Object.entries({ ...needed, clientId, refreshToken, dpopKey })
    return { kind: 'damaged', missing: missing.flatMap(([name, value]) => (value ? [] : [name])) }
  }
  const signInRegion = textOf(fields, 'signInRegion')
  const login = {
    fields,
    keys: { ...keys, expiresAt: end },
    ...{ clientId, refreshToken, dpopKey },
    ...(signInRegion && { signInRegion }),
  }
  return { kind: 'login', login }
}

export interface NewTokens {
  readonly keys: LoginKeys
  readonly refreshToken: string
  readonly signInRegion: string
}

/** Replaces the old tokens with new ones, by a rename and readable by the owner only. Keeps everything else in the file. */
export async function writeLogin(path: string, before: Fields, tokens: NewTokens): Promise<void> {
  const { expiresAt, ...keys } = tokens.keys
  const old = objectOf(before, 'accessToken') ?? new Map<string, unknown>()
  const next = {
    ...Object.fromEntries(before),
    accessToken: { ...Object.fromEntries(old), ...keys, expiresAt: cacheDateText(expiresAt) },
    refreshToken: tokens.refreshToken,
    signInRegion: tokens.signInRegion,
  }
  await writePrivateFile(path, `${JSON.stringify(next, null, 2)}\n`)
}
