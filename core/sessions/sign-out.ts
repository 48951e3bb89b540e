import { createHash } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Endpoint } from '../network/endpoint.ts'
import { exchange, type HttpOptions } from '../network/http.ts'
import { unreached } from '../network/unreached.ts'
import { takeLock } from '../state/lock.ts'
import type { SessionProfile } from './find-sessions.ts'
import { loadSsoToken, type RenewalPlace } from './renew-token.ts'

export interface SignOutPlace extends RenewalPlace {
  /** Absent where the files do not say where it is: then nobody can be told. */
  readonly portal: Endpoint | undefined
  readonly cachePath: string
  readonly http: HttpOptions
}

/** The files in which the AWS CLI keeps credentials of roles that it got with a session. */
function cliCacheFiles(home: string, cacheKey: string, legacy: boolean, profiles: readonly SessionProfile[]) {
  return profiles.flatMap(({ account, role }) => {
    if (account === undefined || role === undefined) return []
    const about = { accountId: account, roleName: role, [legacy ? 'startUrl' : 'sessionName']: cacheKey }
    const sorted = Object.fromEntries(Object.entries(about).sort(([a], [b]) => (a < b ? -1 : 1)))
    const name = createHash('sha1').update(JSON.stringify(sorted)).digest('hex')
    return [join(home, '.aws', 'cli', 'cache', `${name}.json`)]
  })
}

/**
 * Ends a session at AWS. Renews an ended token first where possible: a sign-out with an access token alone ends
 * the whole session. Returns why AWS could not be told; undefined where it was told, or has nothing to end.
 */
async function tellAws(place: SignOutPlace): Promise<string | undefined> {
  const { portal, cachePath, http } = place
  try {
    const found = await loadSsoToken(cachePath, place)
    if ('missing' in found) return undefined
    if (portal === undefined) return 'The files do not say where its portal is.'
    const answer = await exchange(`${portal.url.replace(/\/$/, '')}/logout`, {
      ...http,
      method: 'POST',
      headers: { 'x-amz-sso_bearer_token': found.token.accessToken },
    })
    // 401: AWS has ended it already.
    if (answer.status === 200 || answer.status === 204 || answer.status === 401) return undefined
    return `${new URL(portal.url).host} answered with status ${answer.status}.`
  } catch (error) {
    const lost = unreached(error, portal?.url ?? '')
    if (lost) return `${lost.message} ${lost.reason}`
    if (error instanceof Error) return error.message
    throw error
  }
}

/** Signs out at AWS and on this computer: deletes the token, and what the AWS CLI keeps of its roles. */
export async function signOut(
  place: SignOutPlace,
  roles: {
    readonly home: string
    readonly cacheKey: string
    readonly legacy: boolean
    readonly profiles: readonly SessionProfile[]
  },
): Promise<{ readonly untold?: string }> {
  const untold = await tellAws(place)
  const { cachePath, locksDir } = place
  const lock = await takeLock({ locksDir, key: cachePath, label: 'the sign-in', timeout: 30_000 })
  try {
    const files = cliCacheFiles(roles.home, roles.cacheKey, roles.legacy, roles.profiles)
    for (const file of [cachePath, ...files]) await rm(file, { force: true })
  } finally {
    await lock.release()
  }
  return untold === undefined ? {} : { untold }
}
