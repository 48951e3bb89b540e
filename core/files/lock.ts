import { createHash, randomInt } from 'node:crypto'
import nodeFs from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, rmdir, stat, unlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ownFileFailure } from '../state/own-file-failure.ts'
import { errno, failure } from './file-errors.ts'
import { ownerState, parseOwner, processExists, thisOwner, type LockOwner } from './lock-owner.ts'

export interface HeldLock {
  /** True when the lock was taken away from us (the machine slept, the folder was deleted): write nothing more. */
  isLost(): boolean
  release(): Promise<void>
}

export interface LockRequest {
  readonly locksDir: string
  /** What is locked: the real path of a file. */
  readonly key: string
  /** For messages. */
  readonly label: string
  /** Milliseconds. */
  readonly timeout: number
}

const ownerFile = 'owner.json'
/** A living holder touches its lock every second. */
const refreshEvery = 1_000
/** A lock folder without a readable owner is given up after this long. Milliseconds. */
const ownerlessAfter = 10_000
/** A lock whose holder cannot be asked (another machine) is given up after this long without a touch. Milliseconds. */
const silentAfter = 60_000

/**
 * The calls of proper-lockfile, with the owner's name in the folder from the first moment: it is made under another name
 * and renamed into place, which fails while a signed lock is there, and replaces the empty folder that a process killed
 * in the middle of giving its lock back leaves behind.
 */
// Not a copy: that would load the streams, which most commands never need.
const lockFs = Object.assign(Object.create(nodeFs) as typeof nodeFs, {
  mkdir: (folder: string, done: (error: NodeJS.ErrnoException | null) => void) => {
    makeSigned(folder).then(() => done(null), done)
  },
  rmdir: (folder: string, done: (error: NodeJS.ErrnoException | null) => void) => {
    nodeFs.unlink(path.join(folder, ownerFile), () => {
      // Not empty: between the two calls the next holder has put its own folder in place of the emptied one.
      nodeFs.rmdir(folder, (error) => done(error?.code === 'ENOTEMPTY' ? null : error))
    })
  },
  rmdirSync: (folder: string) => {
    nodeFs.rmSync(path.join(folder, ownerFile), { force: true })
    nodeFs.rmdirSync(folder)
  },
})

async function makeSigned(folder: string): Promise<void> {
  const owner = thisOwner()
  const fresh = `${folder}.new-${process.pid}-${owner.token}`
  try {
    await mkdir(fresh, { mode: 0o700 })
    await writeFile(path.join(fresh, ownerFile), JSON.stringify(owner), { flag: 'wx', mode: 0o600 })
    await rename(fresh, folder)
  } catch (error) {
    await rm(fresh, { recursive: true, force: true })
    // Windows says EPERM or EACCES for a folder that is there.
    const taken =
      ['ENOTEMPTY', 'EEXIST'].includes(errno(error)) ||
      (['EPERM', 'EACCES'].includes(errno(error)) && nodeFs.existsSync(folder))
    throw taken ? Object.assign(new Error('the lock is held'), { code: 'EEXIST' }) : error
  }
}

/**
 * Takes the lock of one file among Stackpass's own processes. The lock folder lies in Stackpass's state folder, never
 * beside the user's file. proper-lockfile makes and refreshes it; taking over from a killed holder is done here, at once
 * when the holder can be seen to be dead, because proper-lockfile waits for an age and lets two waiters remove each
 * other's fresh lock. Throws FileFailure: FileBusy after `timeout`, StateUnwritable, DiskFull.
 */
export async function takeLock(request: LockRequest): Promise<HeldLock> {
  const name = createHash('sha256').update(request.key).digest('hex').slice(0, 32)
  const folder = path.join(request.locksDir, `${name}.lock`)
  const deadline = Date.now() + request.timeout
  await makeLocksFolder(request)
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
  const previous = queues.get(folder) ?? Promise.resolve()
  let leave: () => void = () => undefined
  const turn = new Promise<void>((resolve) => (leave = resolve))
  const tail = previous.then(() => turn)
  queues.set(folder, tail)
  void tail.then(() => {
    if (queues.get(folder) === tail) queues.delete(folder)
  })
  const timer = new AbortController()
  const late = sleep(Math.max(0, deadline - Date.now()), 'late', { signal: timer.signal }).catch(() => 'late')
  const outcome = await Promise.race([previous.then(() => 'ours'), late])
  timer.abort()
  if (outcome === 'ours') return leave
  leave()
  throw busy(request, await readOwner(folder))
}

async function takeFolder(request: LockRequest, folder: string, deadline: number): Promise<HeldLock> {
  const lockfile = (await import('proper-lockfile')).default
  // It ends the process on every signal that nobody else listens to, also on the one that comes with EFBIG.
  if (!process.listeners('SIGXFSZ').includes(ignoreFileSize)) process.on('SIGXFSZ', ignoreFileSize)
  for (;;) {
    let lost = false
    try {
      // A look costs less than a try.
      if ((await readOwner(folder)) === undefined) {
        const release = await lockfile.lock(folder, {
          lockfilePath: folder,
          realpath: false,
          retries: 0,
          stale: Infinity,
          update: refreshEvery,
          fs: lockFs,
          onCompromised: () => {
            lost = true
          },
        })
        await removeUnfinished(request.locksDir, folder)
        return { isLost: () => lost, release: () => (lost ? Promise.resolve() : release()) }
      }
    } catch (error) {
      if (errno(error) !== 'ELOCKED') throw unwritable(request, error)
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

/** Folders that killed processes made but did not get to rename. Call with the lock held. */
async function removeUnfinished(locksDir: string, folder: string): Promise<void> {
  const prefix = `${path.basename(folder)}.new-`
  for (const name of await readdir(locksDir)) {
    const pid = name.startsWith(prefix) ? Number(name.slice(prefix.length).split('-')[0]) : undefined
    if (pid === undefined || processExists(pid)) continue
    await rm(path.join(locksDir, name), { recursive: true, force: true })
  }
}

/**
 * Removes the lock of a killed holder and returns the holder of a lock that stays. Two waiters cannot remove a lock
 * that a third has just taken: the guard is named after the dead holder, and what it guards is looked at again inside.
 */
async function breakDeadLock(folder: string): Promise<LockOwner | undefined> {
  const owner = await readOwner(folder)
  const silence = await age(folder)
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
    if (((await age(guard)) ?? 0) > ownerlessAfter) await rmdir(guard).catch(ignoreMissing)
    return owner
  }
  try {
    const now = await readOwner(folder)
    if (now?.token === owner?.token) {
      await unlink(path.join(folder, ownerFile)).catch(ignoreMissing)
      await rmdir(folder).catch(ignoreMissing)
    }
  } finally {
    await rmdir(guard).catch(ignoreMissing)
  }
  return undefined
}

async function readOwner(folder: string): Promise<LockOwner | undefined> {
  try {
    return parseOwner(await readFile(path.join(folder, ownerFile), 'utf8'))
  } catch (error) {
    ignoreMissing(error)
    return undefined
  }
}

/** Milliseconds since the folder was last touched; undefined when there is none. */
async function age(folder: string): Promise<number | undefined> {
  try {
    return Date.now() - (await stat(folder)).mtimeMs
  } catch (error) {
    ignoreMissing(error)
    return undefined
  }
}

/** Whoever writes gets EFBIG and tells it. */
const ignoreFileSize = (): void => undefined

function ignoreMissing(error: unknown): void {
  if (errno(error) !== 'ENOENT' && errno(error) !== 'ENOTEMPTY') throw error
}

function busy(request: LockRequest, owner: LockOwner | undefined) {
  return failure(
    'FileBusy',
    request.label,
    `${request.label} is being written by another Stackpass.`,
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
