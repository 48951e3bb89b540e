import { createHmac, randomBytes } from 'node:crypto'
import { chmod, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { takeLock } from '../state/lock.ts'
import { ownFiles, type OwnFiles } from '../state/own-files.ts'
import type { StackpassPaths } from '../state/paths.ts'
import { makePrivateFolder } from '../state/write-private-file.ts'
import { credentialCacheFolder } from './cache.ts'
import { hashedName } from '../state/hashed-name.ts'

/** What a code opened: the session of a key, or credentials of one role. */
export interface MfaSession {
  /** Names the key and, for a role, what was asked for; keyed with the salt of the device. */
  readonly of: string
  /** Milliseconds since 1970, as the other times here. */
  readonly startedAt: number
  readonly expiresAt: number
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
  readonly accountId?: string
}

/** All that is kept of one MFA device. */
export interface MfaDevice {
  readonly version: 1
  readonly serial: string
  readonly salt: string
  readonly sessions: readonly MfaSession[]
  /** Codes that were sent lately, keyed with the salt: AWS takes each only once. */
  readonly sent: readonly { readonly code: string; readonly at: number }[]
  /** Keys for which AWS gave no session, so that each role needs its own code. */
  readonly refused: readonly { readonly of: string; readonly at: number }[]
  /** When a question about this device was last left unanswered. */
  readonly leftAt?: number
}

/** Where sessions of MFA devices are kept, and whose turn it is to ask. */
export interface MfaStore {
  read(serial: string): Promise<MfaDevice | undefined>
  /** Rejects with the error of the system. */
  write(device: MfaDevice): Promise<void>
  /** One process at a time asks about a device. Throws FileFailure when the turn does not come in time. */
  lock(serial: string): Promise<{ release(): Promise<void> }>
  list(): Promise<readonly MfaDevice[]>
  /** The file of a device. */
  pathOf(serial: string): string
  forget(serial: string): Promise<void>
}

/** A question may hold the lock for five minutes; others wait this long for its answer. */
const waitForOther = 6 * 60_000
const fileName = /^mfa-[0-9a-f]{40}\.json$/

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

function isSession(value: unknown): value is MfaSession {
  return (
    isObject(value) &&
    ['of', 'accessKeyId', 'secretAccessKey', 'sessionToken'].every((key) => typeof value[key] === 'string') &&
    ['startedAt', 'expiresAt'].every((key) => Number.isFinite(value[key]))
  )
}

const isTimed = (key: string) => (value: unknown) =>
  isObject(value) && typeof value[key] === 'string' && Number.isFinite(value['at'])

/** Checked by hand: a cached answer must not wait for the schemas to load. */
function isDevice(value: unknown): value is MfaDevice {
  if (!isObject(value) || value['version'] !== 1) return false
  const { serial, salt, sessions, sent, refused } = value
  return (
    typeof serial === 'string' &&
    typeof salt === 'string' &&
    salt !== '' &&
    Array.isArray(sessions) &&
    sessions.every(isSession) &&
    Array.isArray(sent) &&
    sent.every(isTimed('code')) &&
    Array.isArray(refused) &&
    refused.every(isTimed('of'))
  )
}

/** A device about which nothing is known yet. */
export function newDevice(serial: string): MfaDevice {
  return { version: 1, serial, salt: randomBytes(16).toString('hex'), sessions: [], sent: [], refused: [] }
}

/** A name that reveals nothing about what it was made from. */
export function keyedName(salt: string, ...parts: readonly string[]): string {
  return createHmac('sha256', salt).update(JSON.stringify(parts)).digest('hex').slice(0, 32)
}

/** One 0600 file for each device, beside the cached credentials. A damaged file counts as missing and is replaced. */
export function createMfaStore(
  paths: Pick<StackpassPaths, 'cacheDir' | 'locksDir'>,
  files: OwnFiles = ownFiles,
): MfaStore {
  const folder = credentialCacheFolder(paths)
  const fileOf = (serial: string): string => join(folder, `mfa-${hashedName(serial)}.json`)

  async function readFile(file: string): Promise<MfaDevice | undefined> {
    try {
      const found: unknown = JSON.parse(await files.read(file))
      return isDevice(found) && fileOf(found.serial) === file ? found : undefined
    } catch {
      return undefined
    }
  }

  return {
    read: (serial) => readFile(fileOf(serial)),
    async write(device) {
      await makePrivateFolder(folder)
      await chmod(folder, 0o700)
      await files.write(fileOf(device.serial), JSON.stringify(device))
    },
    lock: (serial) =>
      takeLock({
        locksDir: paths.locksDir,
        key: fileOf(serial),
        label: `the session of ${serial}`,
        timeout: waitForOther,
      }),
    async list() {
      const names = await readdir(folder).catch(() => [])
      const found = await Promise.all(
        names.filter((name) => fileName.test(name)).map((name) => readFile(join(folder, name))),
      )
      return found.filter((device) => device !== undefined)
    },
    pathOf: fileOf,
    forget: (serial) => rm(fileOf(serial), { force: true }),
  }
}
