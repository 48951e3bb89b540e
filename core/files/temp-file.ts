import { createHash, randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { hostname } from 'node:os'
import path from 'node:path'
import { processExists } from '../state/lock-owner.ts'
import { errno } from '../system/file-errors.ts'
import { createFlags, type FilePort } from '../system/file-port.ts'

const shortHash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 8)
const pattern = /^\.stackpass-([0-9a-f]{8})-([0-9]+)-([0-9a-f]{8})-[0-9a-f]{32}\.tmp$/
/** A temporary file of another machine on a shared folder is a leftover after this long. Milliseconds. */
const foreignLeftoverAfter = 60 * 60 * 1000

interface TempFile {
  readonly path: string
  readonly handle: FileHandle
}

function newName(realPath: string): string {
  const owner = `${shortHash(path.basename(realPath))}-${process.pid}-${shortHash(hostname())}`
  const name = `.stackpass-${owner}-${randomBytes(16).toString('hex')}.tmp`
  return path.join(path.dirname(realPath), name)
}

/**
 * Creates a new, empty file beside `realPath` under a name that cannot be guessed, readable by nobody else. The name
 * says which file and process it belongs to, so that what a killed writer left behind can be recognised and removed.
 * `replaces`: the file whose place it will take; on macOS it has that file's attributes from the start.
 */
export async function createTempFile(fs: FilePort, realPath: string, replaces: boolean): Promise<TempFile> {
  const clone = replaces && process.platform === 'darwin' ? await cloneEmpty(fs, realPath) : undefined
  if (clone !== undefined) return clone
  const temp = newName(realPath)
  return { path: temp, handle: await fs.open(temp, createFlags, 0o600) }
}

/** macOS copies extended attributes and access control lists with a file; undefined where that does not work. */
async function cloneEmpty(fs: FilePort, realPath: string): Promise<TempFile | undefined> {
  const temp = newName(realPath)
  let handle: FileHandle | undefined
  try {
    await fs.copyFile(realPath, temp, constants.COPYFILE_EXCL)
    handle = await fs.open(temp, constants.O_RDWR | constants.O_NOFOLLOW)
    await handle.chmod(0o600)
    await handle.truncate(0)
    return { path: temp, handle }
  } catch (error) {
    if (errno(error) === '') throw error
    await handle?.close()
    await removeQuietly(fs, temp)
    return undefined
  }
}

/**
 * Removes temporary files that killed writers of this file left behind. Call with the file's lock held.
 * What cannot be removed stays: a write should not fail for it.
 */
export async function removeLeftovers(fs: FilePort, realPath: string): Promise<void> {
  const folder = path.dirname(realPath)
  let names: string[]
  try {
    names = await fs.readdir(folder)
  } catch (error) {
    if (errno(error) !== '') return
    throw error
  }
  for (const name of names) {
    const match = pattern.exec(name)
    if (!match || match[1] !== shortHash(path.basename(realPath))) continue
    if (await isLeftover(fs, path.join(folder, name), Number(match[2]), match[3]!)) {
      await removeQuietly(fs, path.join(folder, name))
    }
  }
}

async function isLeftover(fs: FilePort, file: string, pid: number, host: string): Promise<boolean> {
  if (host === shortHash(hostname()) && !processExists(pid)) return true
  try {
    return Date.now() - (await fs.lstat(file)).mtimeMs > foreignLeftoverAfter
  } catch (error) {
    if (errno(error) !== '') return false
    throw error
  }
}

/** Removes a file of our own; a system error does not matter because the next write tries again. */
export async function removeQuietly(fs: FilePort, file: string): Promise<void> {
  try {
    await fs.unlink(file)
  } catch (error) {
    if (errno(error) === '') throw error
  }
}
