import type { CreateTokenCommandOutput } from '@aws-sdk/client-sso-oidc'
import { takeLock } from '../state/lock.ts'
import type { Registration } from './registrations.ts'
import { cacheDateText, readSessionCache, writeSessionCache } from './token-cache.ts'

/** Where the tokens of a session are kept, for all tools. */
export interface SessionPlace {
  readonly cachePath: string
  readonly locksDir: string
  /** As in the files. */
  readonly startUrl: string
  readonly region: string
}

/** Stores a new sign-in in place of the previous one; keeps fields that are not ours. Returns the end of the token. */
export async function keepSession(
  place: SessionPlace,
  registration: Registration,
  given: CreateTokenCommandOutput,
): Promise<{ readonly until: string }> {
  const { accessToken, expiresIn, refreshToken } = given
  if (!accessToken || !expiresIn)
    throw Object.assign(new Error('The answer holds no token'), { name: 'NotAws' })
  const { cachePath, locksDir } = place
  const lock = await takeLock({ locksDir, key: cachePath, label: 'the sign-in', timeout: 30_000 })
  try {
    const expiresAt = Date.now() + expiresIn * 1000
    const fields = new Map(await readSessionCache(cachePath))
    fields.delete('refreshToken')
    const own = {
      startUrl: place.startUrl,
      region: place.region,
      accessToken,
      expiresAt: cacheDateText(expiresAt),
      clientId: registration.clientId,
      clientSecret: registration.clientSecret,
      registrationExpiresAt: cacheDateText(registration.expiresAt),
      ...(refreshToken && { refreshToken }),
    }
    for (const [name, value] of Object.entries(own)) fields.set(name, value)
    await writeSessionCache(cachePath, fields)
    return { until: new Date(expiresAt).toISOString() }
  } finally {
    await lock.release()
  }
}
