import {
  closeSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readlinkSync,
  rmdirSync,
  symlinkSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { randomInt } from 'node:crypto'
import { errno } from '../system/file-errors.ts'
import { ownerState, parseOwner, thisOwner, type LockOwner } from '../state/lock-owner.ts'

/** A lock without a complete owner, and the right to break one, expire after this long. Milliseconds. */
const ownerlessAfter = 10_000
/**
 * The work takes less than a millisecond: the lock of a holder that cannot be asked (another machine) expires after this long.
 */
const silentAfter = 60_000

function ignoreMissing(error: unknown): void {
  if (errno(error) !== 'ENOENT') throw error
}

const isWindows = process.platform === 'win32'

function writeNew(file: string, text: string): void {
  const fd = openSync(file, 'wx', 0o600)
  try {
    writeSync(fd, text)
  } finally {
    closeSync(fd)
  }
}

/**
 * Takes the lock; false while somebody else holds it. It is a link whose target names its owner, so that it never exists without
 * its owner. On Windows not everybody may make links: there it is a file.
 */
function take(file: string): boolean {
  const owner = JSON.stringify(thisOwner())
  try {
    if (isWindows) writeNew(file, owner)
    else symlinkSync(owner, file)
    return true
  } catch (error) {
    if (errno(error) === 'EEXIST') return false
    // Windows reports this while the previous lock is being removed.
    if (isWindows && ['EPERM', 'EACCES', 'EBUSY'].includes(errno(error))) return false
    throw error
  }
}

/** Its age in milliseconds; undefined when it is gone. */
function ageOf(file: string): number | undefined {
  try {
    return Date.now() - lstatSync(file).mtimeMs
  } catch (error) {
    ignoreMissing(error)
    return undefined
  }
}

function ownerOf(file: string): LockOwner | undefined {
  try {
    return parseOwner(isWindows ? readFileSync(file, 'utf8') : readlinkSync(file))
  } catch (error) {
    ignoreMissing(error)
    return undefined
  }
}

function isGivenUp(file: string, owner: LockOwner | undefined): boolean {
  const age = ageOf(file) ?? 0
  if (owner === undefined) return age > ownerlessAfter
  const state = ownerState(owner)
  return state === 'dead' || (state === 'unknown' && age > silentAfter)
}

/** Removes the lock of a killed holder. The guard is named after that holder, and the lock is checked again inside it. */
function breakIfDead(file: string): void {
  const owner = ownerOf(file)
  if (!isGivenUp(file, owner)) return
  const guard = `${file}.break-${owner?.token ?? 'unsigned'}`
  try {
    mkdirSync(guard, { mode: 0o700 })
  } catch (error) {
    if (errno(error) !== 'EEXIST') throw error
    if ((ageOf(guard) ?? 0) > ownerlessAfter) rmdirSync(guard)
    return
  }
  try {
    if (ownerOf(file)?.token === owner?.token) unlinkSync(file)
  } catch (error) {
    ignoreMissing(error)
  } finally {
    rmdirSync(guard)
  }
}

/**
 * Holds a lock for one short piece of work. Lighter than `takeLock`, which would cost a hand-out more than everything
 * else that is written for it: one file, no thread, no timer. Returns false when the lock was not free in time.
 */
export async function withBriefLock(file: string, timeout: number, work: () => void): Promise<boolean> {
  const deadline = Date.now() + timeout
  while (!take(file)) {
    breakIfDead(file)
    if (Date.now() >= deadline) return false
    await sleep(randomInt(1, 6))
  }
  try {
    work()
  } finally {
    unlinkSync(file)
  }
  return true
}
