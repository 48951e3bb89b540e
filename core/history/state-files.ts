import { randomBytes } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { errno, failure, type FileFailure } from '../files/file-errors.ts'
import { writeAll } from '../files/write-in-place.ts'

/** Creates a folder that only its owner can enter. */
export async function makePrivateFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
}

/** The temporary files of writePrivateFile. */
export const leftoverName = /^\.[0-9a-f]{32}\.tmp$/

/**
 * Writes a file of our own whole or not at all: readable by its owner only, on disk before it has its name. Without
 * `durable` a power cut may leave an empty file; for what is checked when read, and can be made again.
 */
export async function writePrivateFile(file: string, bytes: Uint8Array, durable = true): Promise<void> {
  const temp = path.join(path.dirname(file), `.${randomBytes(16).toString('hex')}.tmp`)
  const handle = await open(temp, 'wx', 0o600)
  try {
    await writeAll(handle, bytes)
    if (durable) await handle.sync()
    await handle.close()
    await rename(temp, file)
  } catch (error) {
    await handle.close().catch(() => undefined) // The first error is the one to tell.
    await rm(temp, { force: true })
    throw error
  }
}

/** Names in a folder; none when it does not exist. */
export async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (errno(error) === 'ENOENT') return []
    throw error
  }
}

/** The content of a file, or undefined when it is not there. */
export async function readIfThere(file: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(file)
  } catch (error) {
    if (errno(error) === 'ENOENT') return undefined
    throw error
  }
}

/** The backup could not be made, so the user's file is not touched. */
export function backupFailure(error: unknown, folder: string): FileFailure {
  const full = ['ENOSPC', 'EDQUOT'].includes(errno(error))
  return failure(
    full ? 'DiskFull' : 'StateUnwritable',
    folder,
    'No backup could be made, so nothing was written.',
    full ? 'The disk that holds the history is full.' : `The system answered ${errno(error)} for ${folder}.`,
    full
      ? 'Free some space and try again.'
      : 'Make the folder writable, or set STACKPASS_HOME to another one.',
  )
}
