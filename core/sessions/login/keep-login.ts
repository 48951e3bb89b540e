import { rm } from 'node:fs/promises'
import { takeLock } from '../../state/lock.ts'
import { type LoginPlace, loginCachePath, readLoginFields, writeLogin } from './login-cache.ts'
import type { TokenAnswer } from './login-token.ts'

export interface NewLogin {
  readonly place: LoginPlace
  readonly locksDir: string
  /** The ARN of the person who signed in, which names the file. */
  readonly arn: string
  readonly account: string
  readonly clientId: string
  readonly dpopKey: string
  readonly region: string
  readonly given: Extract<TokenAnswer, { ok: true }>
}

/** Stores a new login where the AWS CLI stores it, in place of the previous one. Returns the end of its keys. */
export async function keepLogin(login: NewLogin): Promise<{ readonly until: string }> {
  const { place, locksDir, given, account, clientId, dpopKey, region } = login
  const path = loginCachePath(login.arn, place)
  const lock = await takeLock({ locksDir, key: path, label: 'the cache of aws login', timeout: 30_000 })
  try {
    const { tokenType, idToken, refreshToken } = given
    const own = { tokenType, clientId, ...(idToken && { idToken }), dpopKey }
    const fields = new Map([...((await readLoginFields(path)) ?? []), ...Object.entries(own)])
    const keys = { ...given.keys, accountId: account }
    await writeLogin(path, fields, { keys, refreshToken, signInRegion: region })
    return { until: new Date(given.keys.expiresAt).toISOString() }
  } finally {
    await lock.release()
  }
}

/** Deletes a login from this computer, as `aws logout` does. */
export async function forgetLogin(arn: string, place: LoginPlace, locksDir: string): Promise<void> {
  const path = loginCachePath(arn, place)
  const lock = await takeLock({ locksDir, key: path, label: 'the cache of aws login', timeout: 30_000 })
  try {
    await rm(path, { force: true })
  } finally {
    await lock.release()
  }
}
