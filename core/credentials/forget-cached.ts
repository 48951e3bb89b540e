import { comesFrom } from '../../shared/domain/aws/own-command.ts'
import type { MergedProfile } from '../../shared/domain/aws/types.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { errno } from '../system/file-errors.ts'
import type { StackpassPaths } from '../state/paths.ts'
import { createCredentialCache, credentialCacheFolder } from './cache.ts'
import { createMfaStore } from './mfa-store.ts'

type Profiles = ReadonlyMap<string, MergedProfile>

/**
 * Deletes the cached credentials of these profiles and of all that get theirs from them. Error: StateUnwritable when they
 * cannot be deleted.
 */
export async function forgetCachedFrom(
  names: readonly string[] | 'all',
  profiles: Profiles,
  paths: Pick<StackpassPaths, 'cacheDir' | 'locksDir'>,
): Promise<Result<void>> {
  const folder = credentialCacheFolder(paths)
  const cache = createCredentialCache(paths)
  try {
    if (names === 'all') {
      await cache.forget(undefined)
      return ok(undefined)
    }
    const sources = new Set(names)
    const dependent = [...profiles.keys()].filter((name) => comesFrom(name, sources, profiles))
    await cache.forget([...new Set([...names, ...dependent])])
    // What codes of a program opened goes with it.
    const mfa = createMfaStore(paths)
    for (const name of sources) {
      const value = (key: string) => profiles.get(name)?.settings.get(key)?.value
      const serial = value('mfa_serial')
      if (serial && value('mfa_process')) await mfa.forget(serial)
    }
    return ok(undefined)
  } catch (error) {
    if (errno(error) === '') throw error
    return fail('StateUnwritable', 'The permission is revoked, but cached credentials are still there.', {
      reason: `The system answered ${errno(error)} for ${folder}.`,
      remedy: 'Delete that folder, or make it writable and run `stackpass allow revoke --all`.',
    })
  }
}
