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
  /** All that stands in the file, for what is written in its place. */
  readonly fields: Fields
  readonly keys: LoginKeys
  readonly clientId: string
  readonly refreshToken: string
  /** The private key of the login as PEM, SEC 1 or PKCS #8. */
  readonly dpopKey: string
  /** Where it was signed in, as Stackpass and the JS SDK note it; the AWS CLI does not. */
  readonly signInRegion?: string
}

export type LoginRead =
  | { readonly kind: 'none' }
  /** Not of a form that the tools take: one of the named fields is missing, or it is no JSON. */
  | { readonly kind: 'damaged'; readonly missing: readonly string[] }
  | { readonly kind: 'login'; readonly login: StoredLogin }

/** Where the variables and the home folder say that logins are. */
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

/** What stands in the file of a login; undefined where there is none, or it is no JSON object. */
export async function readLoginFields(path: string): Promise<Fields | undefined> {
  const text = foreignText(await readForeignFile(path, { maxBytes: foreignLimits.tokenCache }))
  return text === undefined ? undefined : jsonObject(text)
}

/** Reads a login. What one of the tools needs and does not find makes it damaged for all, also while its keys are good. */
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

/** Puts new tokens in the place of the old ones, by a rename and readable by its owner only. What else stands there stays. */
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
