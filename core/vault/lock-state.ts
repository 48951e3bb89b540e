import { join } from 'node:path'
import { readPrivateJson, writePrivateJson } from '../state/private-json.ts'
import { writePrivateFile } from '../state/write-private-file.ts'

/** Whether the vault hands out keys, for all processes of the user. */
export interface LockState {
  /** Why it is locked; undefined while it is open. */
  locked(): Promise<'by-you' | 'idle' | undefined>
  /** Notes that a key was used: the idle time begins again. */
  used(): Promise<void>
  lock(): Promise<void>
  unlock(): Promise<void>
}

interface Content {
  readonly locked: boolean
  /** Milliseconds since 1970. */
  readonly usedAt: number
}

/** A use is noted once in this time; the idle time is at most this much longer. Milliseconds. */
const noteAgainAfter = 20_000

/** The idle minutes after which the vault locks, read without the schemas; null: never. */
export async function readIdleMinutes(settingsFile: string): Promise<number | null> {
  const settings = await readPrivateJson(settingsFile)
  const value =
    typeof settings === 'object' && settings !== null
      ? (settings as Record<string, unknown>)['vaultIdleMinutes']
      : undefined
  return value === null || (typeof value === 'number' && value > 0) ? value : defaultIdleMinutes
}

/** As in the settings. */
const defaultIdleMinutes = 15

export function createLockState(
  folder: string,
  idleMinutes: () => Promise<number | null>,
  now: () => Date,
): LockState {
  const file = join(folder, 'lock.json')

  async function read(): Promise<Content | undefined> {
    const found = (await readPrivateJson(file)) as Partial<Content> | undefined
    return typeof found?.locked === 'boolean' && typeof found.usedAt === 'number'
      ? (found as Content)
      : undefined
  }

  const write = (content: Content): Promise<void> => writePrivateJson(file, content)

  return {
    async locked() {
      const found = await read()
      if (found === undefined) return undefined
      if (found.locked) return 'by-you'
      const minutes = await idleMinutes()
      return minutes !== null && now().getTime() - found.usedAt > minutes * 60_000 ? 'idle' : undefined
    },
    async used() {
      const found = await read()
      if (found?.locked === true) return
      const usedAt = now().getTime()
      if (found === undefined || Math.abs(usedAt - found.usedAt) > noteAgainAfter)
        await writePrivateFile(file, JSON.stringify({ locked: false, usedAt }), { durable: false })
    },
    lock: () => write({ locked: true, usedAt: now().getTime() }),
    unlock: () => write({ locked: false, usedAt: now().getTime() }),
  }
}
