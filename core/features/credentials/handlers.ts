import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { Output } from '../../../shared/contract/index.ts'
import { expiryOf } from '../../../shared/domain/aws/expiry.ts'
import type { MergedProfile } from '../../../shared/domain/aws/types.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import type { AwsView } from '../../aws/aws-files.ts'
import { profileMissing } from '../../aws/profile-missing.ts'
import type { CoreContext } from '../../context.ts'
import { credentialSources } from '../../credential-sources.ts'
import { profileFingerprint } from '../../credentials/fingerprint.ts'
import { FileFailure } from '../../files/file-errors.ts'
import { takeLock } from '../../files/lock.ts'
import type { HandlersOf } from '../../handlers.ts'
import { createCredentialCache, type CachedCredentials } from './cache.ts'

type Given = Output<'credentials.get'>

/** Cached credentials are renewed this long before they end. */
const renewBefore = 5 * 60_000
/** An MFA question may hold the lock; others wait this long for its answer. */
const waitForOther = 6 * 60_000

/** Names the profile that is active; handed in because features do not import each other. */
export interface ActiveName {
  (): Promise<string | undefined>
}

function instant(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : new Date(ms).toISOString()
}

/** Keys that stand in the files need no cache and no network. */
function ownKeys(profile: MergedProfile): Given | undefined {
  if (profile.kind !== 'keys' && profile.kind !== 'session') return undefined
  const value = (key: string): string | undefined => profile.settings.get(key)?.value
  const [accessKeyId, secretAccessKey] = [value('aws_access_key_id'), value('aws_secret_access_key')]
  if (accessKeyId === undefined || secretAccessKey === undefined) return undefined
  return {
    profile: profile.name,
    accessKeyId,
    secretAccessKey,
    sessionToken: value('aws_session_token'),
    expiresAt: expiryOf(profile),
    region: value('region'),
    fromCache: false,
  }
}

function fromCache(entry: CachedCredentials): Given {
  const { profile, accessKeyId, secretAccessKey, sessionToken, region } = entry
  return {
    profile,
    accessKeyId,
    secretAccessKey,
    sessionToken,
    region,
    expiresAt: instant(entry.expiresAt),
    fromCache: true,
  }
}

export function createCredentialHandlers(
  context: CoreContext,
  activeName: ActiveName,
): HandlersOf<'credentials'> {
  const cache = createCredentialCache(join(context.paths.cacheDir, 'credentials'))

  async function cached(name: string, view: AwsView): Promise<Given | undefined> {
    const entry = await cache.read(name)
    if (entry === undefined || entry.expiresAt - renewBefore <= context.now().getTime()) return undefined
    const fingerprint = profileFingerprint(name, credentialSources(context, view), entry.salt)
    return fingerprint === entry.fingerprint ? fromCache(entry) : undefined
  }

  async function resolve(name: string, view: AwsView): Promise<Result<Given>> {
    const { resolveCredentials } = await import('../../credentials/resolve.ts')
    const sources = credentialSources(context, view)
    const resolved = await resolveCredentials(name, { ...sources, allowMetadata: true })
    if (!resolved.ok) return resolved
    const { accessKeyId, secretAccessKey, sessionToken, expiresAt, region } = resolved.value
    const salt = randomBytes(16).toString('hex')
    const fingerprint = profileFingerprint(name, sources, salt)
    if (expiresAt !== undefined && fingerprint !== undefined) {
      await cache.write({
        version: 1,
        profile: name,
        salt,
        fingerprint,
        accessKeyId,
        secretAccessKey,
        expiresAt,
        region,
        ...(sessionToken !== undefined && { sessionToken }),
      })
    }
    return ok({
      profile: name,
      accessKeyId,
      secretAccessKey,
      sessionToken,
      region,
      expiresAt: instant(expiresAt),
      fromCache: false,
    })
  }

  /** Many callers at once make one request: the first holds the lock, the others find its answer in the cache. */
  async function resolveOnce(name: string, view: AwsView, fresh: boolean): Promise<Result<Given>> {
    let lock
    try {
      lock = await takeLock({
        locksDir: context.paths.locksDir,
        key: cache.fileOf(name),
        label: `the credentials of ${name}`,
        timeout: waitForOther,
      })
    } catch (error) {
      if (error instanceof FileFailure) return { ok: false, error: error.coded }
      throw error
    }
    try {
      const found = fresh ? undefined : await cached(name, view)
      return found === undefined ? await resolve(name, view) : ok(found)
    } finally {
      await lock.release()
    }
  }

  return {
    'credentials.get': async ({ name, fresh }) => {
      const wanted = name ?? (await activeName())
      if (wanted === undefined) {
        return fail('CredentialsUnavailable', 'No profile is active.', {
          remedy: 'Run `stackpass use NAME` first.',
        })
      }
      const view = await context.aws.view()
      const profile = view.profiles.get(wanted)
      if (profile === undefined) return profileMissing(wanted, view)
      const keys = ownKeys(profile)
      if (keys !== undefined) return ok(keys)
      const found = fresh === true ? undefined : await cached(wanted, view)
      return found === undefined ? resolveOnce(wanted, view, fresh === true) : ok(found)
    },
    'credentials.forget': async ({ name }) => {
      await cache.forget(name)
      return ok({})
    },
  }
}
