import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { type CachedSession, cacheDate } from '../../shared/domain/sessions/access-state.ts'
import { jsonObject, textOf } from '../../shared/domain/text/json-object.ts'
import { writePrivateFile } from '../state/write-private-file.ts'
import { foreignLimits } from '../system/foreign-limits.ts'
import { foreignText, readForeignFile } from '../system/read-foreign-file.ts'

/** The fields of a file of the cache that all tools share, including those that we do not know. */
export type CacheFields = ReadonlyMap<string, unknown>

export interface SsoToken {
  readonly accessToken: string
  /** Milliseconds since 1970. */
  readonly expiresAt: number
}

/** What a renewal needs. */
export interface Renewal {
  readonly clientId: string
  readonly clientSecret: string
  readonly refreshToken: string
}

/** Where the AWS CLI and the SDKs keep the tokens of IAM Identity Center. */
export const sessionCacheFolder = (home: string): string => join(home, '.aws', 'sso', 'cache')

/** The file of a session: named after its name, or after its start URL, exactly as written, where it has none. */
export function sessionCachePath(home: string, key: string): string {
  return join(sessionCacheFolder(home), `${createHash('sha1').update(key).digest('hex')}.json`)
}

/** The content of the cache; undefined where it is missing, or not a JSON object. */
export async function readSessionCache(path: string): Promise<CacheFields | undefined> {
  const text = foreignText(await readForeignFile(path, { maxBytes: foreignLimits.tokenCache }))
  return text === undefined ? undefined : jsonObject(text)
}

/** Replaces the file by a rename, readable by its owner only. Rejects with OwnFileFailure. */
export function writeSessionCache(path: string, fields: CacheFields): Promise<void> {
  return writePrivateFile(path, `${JSON.stringify(Object.fromEntries(fields), null, 2)}\n`)
}

/** A date as the AWS CLI writes it: to the second, in UTC, with `Z`; the Go SDK reads no other. */
export const cacheDateText = (ms: number): string => new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z')

/** The access token, even if it has ended; undefined where there is none with a readable date. */
export function tokenIn(fields: CacheFields | undefined): SsoToken | undefined {
  const accessToken = textOf(fields, 'accessToken')
  const expiresAt = cacheDate(textOf(fields, 'expiresAt'))
  return accessToken === undefined || expiresAt === undefined ? undefined : { accessToken, expiresAt }
}

export function renewalIn(fields: CacheFields | undefined): Renewal | undefined {
  const clientId = textOf(fields, 'clientId')
  const clientSecret = textOf(fields, 'clientSecret')
  const refreshToken = textOf(fields, 'refreshToken')
  return clientId && clientSecret && refreshToken ? { clientId, clientSecret, refreshToken } : undefined
}

/** What the state of the session depends on. */
export function cachedSessionIn(fields: CacheFields | undefined): CachedSession | undefined {
  const token = tokenIn(fields)
  if (token === undefined) return undefined
  const registrationExpiresAt = cacheDate(textOf(fields, 'registrationExpiresAt'))
  return {
    expiresAt: token.expiresAt,
    hasRenewal: renewalIn(fields) !== undefined,
    ...(registrationExpiresAt !== undefined && { registrationExpiresAt }),
  }
}
