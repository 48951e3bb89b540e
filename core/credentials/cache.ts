import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { takeLock } from '../state/lock.ts'
import { ownFiles } from '../state/own-files.ts'
import type { StackpassPaths } from '../state/paths.ts'
import { makePrivateFolder } from '../state/write-private-file.ts'
import { errno } from '../system/file-errors.ts'
import { hashedName } from '../state/hashed-name.ts'

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
  /** What is cached; a damaged file counts as missing and is replaced by the next write. */
  read(profile: string): Promise<CachedCredentials | undefined>
  /** The current turn: forgetting anything begins a new one. Read it before asking for credentials. */
  turn(): Promise<string>
  /** Keeps what was asked for in this turn; does nothing when the turn is over. Rejects with the error of the system. */
  write(entry: CachedCredentials, turn: string): Promise<void>
  /**
   * Forgets the credentials of these profiles, also those that somebody is asking for now. Rejects with the error of the
   * system.
   */
  forget(profiles: readonly string[] | undefined): Promise<void>
}

/** Where it is, below the folder for caches. */
export function credentialCacheFolder({ cacheDir }: { readonly cacheDir: string }): string {
  return join(cacheDir, 'credentials')
}

/** No holder needs it for longer than a few writes. */
const waitForOther = 30_000

/** One 0600 file for each profile in a 0700 folder. Holds only temporary credentials. */
export function createCredentialCache(
  paths: Pick<StackpassPaths, 'cacheDir' | 'locksDir'>,
  files = ownFiles,
): CredentialCache {
  const folder = credentialCacheFolder(paths)
  const turnFile = `${folder}.turn`
  const fileOf = (profile: string): string => join(folder, `${hashedName(profile)}.json`)
  const turn = (): Promise<string> =>
    files.read(turnFile).catch(() => {
      // Nothing was ever forgotten.
      return ''
    })

  /** A program may print its answer after its permission was withdrawn: looking and writing is one step, and so is forgetting. */
  async function alone(work: () => Promise<void>): Promise<void> {
    const { locksDir } = paths
    const lock = await takeLock({
      locksDir,
      key: folder,
      label: 'the cached credentials',
      timeout: waitForOther,
    })
    try {
      await work()
    } finally {
      await lock.release()
    }
  }

  async function beginTurn(): Promise<void> {
    try {
      await files.write(turnFile, randomBytes(16).toString('hex'))
    } catch (error) {
      // Where nothing can be written, nobody else keeps anything either.
      if (errno(error) === '' || existsSync(folder)) throw error
    }
  }

  return {
    fileOf,
    turn,
    async read(profile) {
      try {
        const entry: unknown = JSON.parse(await files.read(fileOf(profile)))
        return isCached(entry) && entry.profile === profile ? entry : undefined
      } catch {
        return undefined
      }
    },
    write: (entry, begun) =>
      alone(async () => {
        if ((await turn()) !== begun) return
        await makePrivateFolder(folder)
        // It may have been made by hand, or restored from a backup, with a wider mode.
        await chmod(folder, 0o700)
        await files.write(fileOf(entry.profile), JSON.stringify(entry))
      }),
    forget: (profiles) =>
      alone(async () => {
        for (const path of profiles?.map(fileOf) ?? [folder]) await rm(path, { recursive: true, force: true })
        await beginTurn()
      }),
  }
}
