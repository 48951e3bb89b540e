import { createHash } from 'node:crypto'
import { chmod, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ownFiles } from '../state/own-files.ts'
import { makePrivateFolder } from '../state/write-private-file.ts'

/** Temporary credentials as cached. */
export interface CachedCredentials {
  readonly version: 1
  readonly profile: string
  /** Keys the fingerprint; new for each entry. */
  readonly salt: string
  readonly fingerprint: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
  readonly accountId?: string
  /** Milliseconds since 1970. */
  readonly expiresAt: number
}

const texts = ['profile', 'salt', 'fingerprint', 'accessKeyId', 'secretAccessKey'] as const
const optionalTexts = ['sessionToken', 'accountId'] as const

/** Checked by hand: a cached answer must not wait for the schemas to load. */
function isCached(value: unknown): value is CachedCredentials {
  if (typeof value !== 'object' || value === null) return false
  const entry = value as Readonly<Record<string, unknown>>
  return (
    entry['version'] === 1 &&
    Number.isFinite(entry['expiresAt']) &&
    texts.every((name) => typeof entry[name] === 'string' && entry[name] !== '') &&
    optionalTexts.every((name) => entry[name] === undefined || typeof entry[name] === 'string')
  )
}

export interface CredentialCache {
  /** The file of one profile, which also names its lock. */
  fileOf(profile: string): string
  /** What is cached; a damaged file counts as none and is replaced by the next write. */
  read(profile: string): Promise<CachedCredentials | undefined>
  /** Rejects with the error of the system. */
  write(entry: CachedCredentials): Promise<void>
  forget(profile: string | undefined): Promise<void>
}

/** Where it lies, below the folder for caches. */
export function credentialCacheFolder({ cacheDir }: { readonly cacheDir: string }): string {
  return join(cacheDir, 'credentials')
}

/** One 0600 file for each profile in a 0700 folder. Only temporary credentials go in. */
export function createCredentialCache(folder: string, files = ownFiles): CredentialCache {
  const fileOf = (profile: string): string =>
    join(folder, `${createHash('sha256').update(profile).digest('hex').slice(0, 40)}.json`)
  return {
    fileOf,
    async read(profile) {
      try {
        const entry: unknown = JSON.parse(await files.read(fileOf(profile)))
        return isCached(entry) && entry.profile === profile ? entry : undefined
      } catch {
        return undefined
      }
    },
    async write(entry) {
      await makePrivateFolder(folder)
      // It may have been made by hand, or restored from a backup, with a wider mode.
      await chmod(folder, 0o700)
      await files.write(fileOf(entry.profile), JSON.stringify(entry))
    },
    forget: (profile) =>
      rm(profile === undefined ? folder : fileOf(profile), { recursive: true, force: true }),
  }
}
