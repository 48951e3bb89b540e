import type { Mode } from 'node:fs'
import { mkdir, open, rename, unlink } from 'node:fs/promises'
import path from 'node:path'
import { errno } from '../system/file-errors.ts'
import { renameOver } from '../system/rename-over.ts'
import { syncFolder } from '../system/sync-folder.ts'
import { ownFileFailure } from './own-file-failure.ts'
import { unguessableHex } from './unguessable-hex.ts'

/** The calls that a private write makes. */
export interface PrivateWritePort {
  mkdir(folder: string, options: { recursive: true; mode: Mode }): Promise<unknown>
  open(file: string, flags: 'wx' | 'r', mode?: Mode): Promise<PrivateHandle>
  rename(from: string, to: string): Promise<void>
  unlink(file: string): Promise<void>
}

interface PrivateHandle {
  writeFile(content: Uint8Array | string): Promise<void>
  sync(): Promise<void>
  close(): Promise<void>
}

// Functions around them, not themselves: touching one loads node:fs/promises, which costs the command a few milliseconds.
const disk: PrivateWritePort = {
  mkdir: (folder, options) => mkdir(folder, options),
  open: (file, flags, mode) => open(file, flags, mode),
  rename: (from, to) => rename(from, to),
  unlink: (file) => unlink(file),
}

export interface PrivateWriteHow {
  /**
   * False: do not wait for the disk, so that a power cut may leave an empty file. For files that are checked when read
   * and can be made again.
   */
  readonly durable?: boolean
  /** 0o700 for a script that is started by its path. */
  readonly mode?: 0o600 | 0o700
}

export type WritePrivateFile = (
  file: string,
  content: Uint8Array | string,
  how?: PrivateWriteHow,
) => Promise<void>

/** The temporary files that a killed writer leaves behind. */
export const leftoverName = /^\.[0-9a-f]{32}\.tmp$/

/** Creates a folder that only its owner can enter, and any missing folders above it. */
export async function makePrivateFolder(folder: string, fs: PrivateWritePort = disk): Promise<void> {
  try {
    await fs.mkdir(folder, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw ownFileFailure(error, folder)
  }
}

/**
 * The only way in which our own files are written: whole or not at all, readable by their owner only, in a folder that
 * only the owner can enter, on disk before they have their name. The bytes go into a new file under a name that cannot
 * be guessed; a rename puts it in place, so that an existing link is replaced and never followed.
 * Rejects with OwnFileFailure: DiskFull or StateUnwritable, and the code of the system's error.
 */
export function createPrivateWriter(fs: PrivateWritePort): WritePrivateFile {
  return async (file, content, { durable = true, mode = 0o600 } = {}) => {
    const folder = path.dirname(file)
    await makePrivateFolder(folder, fs)
    try {
      const temp = path.join(folder, `.${unguessableHex()}.tmp`)
      await fillNew(fs, temp, content, mode, durable)
      try {
        await renameOver(fs, temp, file)
      } catch (error) {
        await removeTemp(fs, temp)
        throw error
      }
      if (durable) await syncFolder(fs, folder)
    } catch (error) {
      throw ownFileFailure(error, file)
    }
  }
}

export const writePrivateFile: WritePrivateFile = createPrivateWriter(disk)

async function fillNew(
  fs: PrivateWritePort,
  temp: string,
  content: Uint8Array | string,
  mode: Mode,
  durable: boolean,
): Promise<void> {
  const handle = await fs.open(temp, 'wx', mode)
  try {
    await handle.writeFile(content)
    if (durable) await handle.sync()
    await handle.close()
  } catch (error) {
    await handle.close().catch(() => undefined) // The first error is the one to report.
    await removeTemp(fs, temp)
    throw error
  }
}

/** What cannot be removed stays behind; the error that led here is the one to report. */
async function removeTemp(fs: PrivateWritePort, temp: string): Promise<void> {
  try {
    await fs.unlink(temp)
  } catch (error) {
    if (errno(error) === '') throw error
  }
}
