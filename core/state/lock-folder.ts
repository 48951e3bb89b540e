import { existsSync, readFileSync, rmdirSync, unlinkSync } from 'node:fs'
import { mkdir, readFile, rename, rm, rmdir, stat, unlink, utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { errno } from '../system/file-errors.ts'
import { parseOwner, thisOwner, type LockOwner } from './lock-owner.ts'

export interface LockFolder {
  /** True when we have lost the lock (the machine slept, the folder was deleted). Looks at the disk. */
  isLost(): boolean
  release(): Promise<void>
}

const ownerFile = 'owner.json'
/** How often a living holder touches its lock: many times before others consider it silent. Milliseconds. */
const refreshEvery = 5_000

/**
 * Makes the folder of a lock, with the owner's name in it from the start: it is made under another name and
 * renamed into place. That fails while a signed lock is there, and replaces the empty folder that a process killed in
 * the middle of releasing its lock leaves behind. Undefined when somebody else holds the lock.
 */
export async function makeLockFolder(folder: string): Promise<LockFolder | undefined> {
  const owner = thisOwner()
  const fresh = `${folder}.new-${process.pid}-${owner.token}`
  try {
    await mkdir(fresh, { mode: 0o700 })
    await writeFile(path.join(fresh, ownerFile), JSON.stringify(owner), { flag: 'wx', mode: 0o600 })
    // Windows renames over no folder, not even an empty one. A lock that is held is never empty, and stays.
    if (process.platform === 'win32') await rmdir(folder).catch(() => undefined)
    await rename(fresh, folder)
  } catch (error) {
    await rm(fresh, { recursive: true, force: true })
    // Windows reports EPERM or EACCES for an existing folder.
    const isTaken =
      ['ENOTEMPTY', 'EEXIST'].includes(errno(error)) ||
      (['EPERM', 'EACCES'].includes(errno(error)) && existsSync(folder))
    if (isTaken) return undefined
    throw error
  }
  return holdFolder(folder, owner.token)
}

/** The locks that this process holds, by the token of each. */
const held = new Map<string, string>()

/**
 * A process that ends by itself removes its locks. A killed process leaves them, and the next writer sees that
 * their owner is dead: no handler of signals is needed, and none changes how the process ends.
 */
function releaseOnExit(): void {
  for (const [token, folder] of held) {
    try {
      if (!isOurs(folder, token)) continue
      unlinkSync(path.join(folder, ownerFile))
      rmdirSync(folder)
    } catch {
      // What stays names a dead owner, and the next writer removes it.
    }
  }
}

function holdFolder(folder: string, token: string): LockFolder {
  if (held.size === 0) process.once('exit', releaseOnExit)
  held.set(token, folder)
  const isLost = (): boolean => !isOurs(folder, token)
  const timer = setInterval(() => {
    const now = new Date()
    // If one touch fails, the next makes up for it; `isLost` shows when others took the lock in between.
    if (!isLost()) utimes(folder, now, now).catch(() => undefined)
  }, refreshEvery)
  timer.unref()
  return {
    isLost,
    release: async () => {
      clearInterval(timer)
      held.delete(token)
      if (held.size === 0) process.off('exit', releaseOnExit)
      if (!isLost()) await removeLockFolder(folder)
    },
  }
}

/** The owner written in a lock folder; undefined when there is no complete one. Otherwise throws the error of the system. */
export async function readOwner(folder: string): Promise<LockOwner | undefined> {
  try {
    return parseOwner(await readFile(path.join(folder, ownerFile), 'utf8'))
  } catch (error) {
    ignoreMissing(error)
    return undefined
  }
}

/** If the owner cannot be read although it is not gone, the lock is unchanged: ours. */
function isOurs(folder: string, token: string): boolean {
  try {
    return parseOwner(readFileSync(path.join(folder, ownerFile), 'utf8'))?.token === token
  } catch (error) {
    return errno(error) !== 'ENOENT'
  }
}

/** Milliseconds since a folder was last touched; undefined when there is none. */
export async function folderAge(folder: string): Promise<number | undefined> {
  try {
    return Date.now() - (await stat(folder)).mtimeMs
  } catch (error) {
    ignoreMissing(error)
    return undefined
  }
}

/** Between the two calls the next holder may replace the emptied folder with its own: that one stays. */
export async function removeLockFolder(folder: string): Promise<void> {
  await unlink(path.join(folder, ownerFile)).catch(ignoreMissing)
  await rmdir(folder).catch(ignoreMissing)
}

/** Windows keeps the name of a removed file until the last program that has it open closes it, and lets nobody in. */
const isGoing = (error: unknown): boolean =>
  process.platform === 'win32' && ['EPERM', 'EACCES', 'EBUSY'].includes(errno(error))

export function ignoreMissing(error: unknown): void {
  if (errno(error) !== 'ENOENT' && errno(error) !== 'ENOTEMPTY' && !isGoing(error)) throw error
}
