import { createHash, randomInt } from 'node:crypto'
import { mkdir, readdir, rm, rmdir } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { errno, failure } from '../system/file-errors.ts'
import { inLanes } from '../system/in-lanes.ts'
import {
  folderAge,
  ignoreMissing,
  makeLockFolder,
  readOwner,
  removeLockFolder,
  type LockFolder,
} from './lock-folder.ts'
import { ownerState, processExists, type LockOwner } from './lock-owner.ts'
import { ownFileFailure } from './own-file-failure.ts'

export interface LockRequest {
  readonly locksDir: string
  /** What is locked: the real path of a file. */
  readonly key: string
  /** For messages. */
  readonly label: string
  /** Milliseconds. */
  readonly timeout: number
}

const releasedAtOnce = 8
/** A lock folder without a readable owner expires after this long. Milliseconds. */
const ownerlessAfter = 10_000
/** A lock whose holder cannot be asked (another machine) expires after this long without a touch. Milliseconds. */
const silentAfter = 60_000

/**
 * Takes the lock of one file among Stackpass's own processes. The lock folder is in Stackpass's state folder, never
 * beside the user's file. A killed holder's lock is taken over at once, if the holder is visibly dead. Throws
 * FileFailure: FileBusy after `timeout`, StateUnwritable, DiskFull.
 */
export async function takeLock(request: LockRequest): Promise<LockFolder> {
  const [lock] = await takeLocks([request])
  return lock!
}

/**
 * The locks of several files, taken one after another in the given order, or none. Searches for leftovers of killed processes
 * once: listing the folder after each of hundreds of locks would take longer than taking them.
 */
export async function takeLocks(requests: readonly LockRequest[]): Promise<LockFolder[]> {
  const [first] = requests
  if (first === undefined) return []
  const locks: LockFolder[] = []
  await makeLocksFolder(first)
  try {
    for (const request of requests) locks.push(await takeOne(request))
    await removeUnfinished(first, new Set(requests.map((each) => path.basename(folderOf(each)))))
    return locks
  } catch (error) {
    await releaseAll(locks)
    throw error
  }
}

/** Releases several locks. */
export async function releaseAll(locks: Iterable<LockFolder>): Promise<void> {
  await inLanes([...locks], releasedAtOnce, (lock) => lock.release())
}

const folderOf = ({ locksDir, key }: LockRequest): string =>
  path.join(locksDir, `${createHash('sha256').update(key).digest('hex').slice(0, 32)}.lock`)

async function takeOne(request: LockRequest): Promise<LockFolder> {
  const folder = folderOf(request)
  const deadline = Date.now() + request.timeout
  const leave = await queueUp(request, folder, deadline)
  try {
    const held = await takeFolder(request, folder, deadline)
    return {
      isLost: held.isLost,
      release: async () => {
        try {
          await held.release()
        } finally {
          leave()
        }
      },
    }
  } catch (error) {
    leave()
    throw error
  }
}

const queues = new Map<string, Promise<void>>()

/** Writers of one process wait for each other in order, so that only one of them asks the disk. Returns how to leave. */
async function queueUp(request: LockRequest, folder: string, deadline: number): Promise<() => void> {
  const previous = queues.get(folder)
  let leave: () => void = () => undefined
  const turn = new Promise<void>((resolve) => (leave = resolve))
  const tail = previous === undefined ? turn : previous.then(() => turn)
  queues.set(folder, tail)
  void tail.then(() => {
    if (queues.get(folder) === tail) queues.delete(folder)
  })
  if (previous === undefined) return leave
  const timer = new AbortController()
  const late = sleep(Math.max(0, deadline - Date.now()), 'late', { signal: timer.signal }).catch(() => 'late')
  const outcome = await Promise.race([previous.then(() => 'ours'), late])
  timer.abort()
  if (outcome === 'ours') return leave
  leave()
  throw busy(request, await readOwner(folder))
}

async function takeFolder(request: LockRequest, folder: string, deadline: number): Promise<LockFolder> {
  for (;;) {
    try {
      // Looking is cheaper than trying.
      const lock = (await readOwner(folder)) === undefined ? await makeLockFolder(folder) : undefined
      if (lock !== undefined) return lock
    } catch (error) {
      throw unwritable(request, error)
    }
    const owner = await breakDeadLock(folder)
    if (Date.now() >= deadline) throw busy(request, owner)
    await sleep(randomInt(4, 24))
  }
}

async function makeLocksFolder(request: LockRequest): Promise<void> {
  try {
    await mkdir(request.locksDir, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw unwritable(request, error)
  }
}

/** Folders that killed processes made but did not rename, for locks that are held. */
async function removeUnfinished(request: LockRequest, held: ReadonlySet<string>): Promise<void> {
  const { locksDir } = request
  try {
    for (const name of await readdir(locksDir)) {
      const [lock, rest] = name.split('.new-', 2)
      if (rest === undefined || !held.has(lock!) || processExists(Number(rest.split('-')[0]))) continue
      await rm(path.join(locksDir, name), { recursive: true, force: true })
    }
  } catch (error) {
    throw unwritable(request, error)
  }
}

/**
 * Removes the lock of a killed holder and returns the holder of a lock that stays. Two waiters cannot remove a lock
 * that a third has just taken: the guard is named after the dead holder, and the lock is checked again inside it.
 */
async function breakDeadLock(folder: string): Promise<LockOwner | undefined> {
  const owner = await readOwner(folder)
  const silence = await folderAge(folder)
  if (silence === undefined) return undefined
  if (owner === undefined) {
    if (silence < ownerlessAfter) return undefined
  } else {
    const state = ownerState(owner)
    if (state === 'alive' || (state === 'unknown' && silence < silentAfter)) return owner
  }
  const guard = `${folder}.break-${owner?.token ?? 'unsigned'}`
  try {
    await mkdir(guard, { mode: 0o700 })
  } catch (error) {
    if (errno(error) !== 'EEXIST') throw error
    if (((await folderAge(guard)) ?? 0) > ownerlessAfter) await rmdir(guard).catch(ignoreMissing)
    return owner
  }
  try {
    const now = await readOwner(folder)
    if (now?.token === owner?.token) await removeLockFolder(folder)
  } finally {
    await rmdir(guard).catch(ignoreMissing)
  }
  return undefined
}

function busy(request: LockRequest, owner: LockOwner | undefined) {
  return failure(
    'FileBusy',
    request.label,
    `Another Stackpass is writing ${request.label}.`,
    owner === undefined
      ? 'It did not finish in time.'
      : `Process ${owner.pid} on ${owner.host} has not finished.`,
    'Try again in a moment, or end that process.',
  )
}

function unwritable(request: LockRequest, error: unknown): unknown {
  return ownFileFailure(
    error,
    request.locksDir,
    `Cannot write ${request.label}: Stackpass cannot use its own folder.`,
  )
}
