import {
  closeSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readlinkSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { makePrivateFolder, writePrivateFile } from '../history/state-files.ts'
import type { ReadPort } from './file-port.ts'
import { uniqueHex } from './unique-hex.ts'

/** Reads and writes small files of our own. Both reject with the error of the system. */
export interface OwnFiles {
  read(file: string): Promise<string>
  /** Whole or not at all, 0600 in a 0700 folder. It does not wait for the disk, so a power cut may empty the file. */
  write(file: string, text: string): Promise<void>
}

export const ownFiles: OwnFiles = {
  read: (file) => readFile(file, 'utf8'),
  async write(file, text) {
    await makePrivateFolder(path.dirname(file))
    await writePrivateFile(file, new TextEncoder().encode(text), false)
  },
}

function settled<T>(work: () => T): Promise<T> {
  try {
    return Promise.resolve(work())
  } catch (error) {
    return Promise.reject(error as Error)
  }
}

/**
 * The same without the thread pool, for a process that has nothing else to do: on a busy machine each of some forty
 * calls would wait until its thread gets a turn.
 */
export const ownFilesAtOnce: OwnFiles = {
  read: (file) => settled(() => readFileSync(file, 'utf8')),
  write: (file, text) =>
    settled(() => {
      mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
      const temp = path.join(path.dirname(file), `.${uniqueHex()}.tmp`)
      try {
        writeFileSync(temp, text, { mode: 0o600, flag: 'wx' })
        renameSync(temp, file)
      } catch (error) {
        rmSync(temp, { force: true })
        throw error
      }
    }),
}

/** Reads the user's files without the thread pool; see `ownFilesAtOnce`. */
export const readPortAtOnce = {
  lstat: (file: string, options?: { bigint: true }) => settled(() => lstatSync(file, options)),
  readlink: (file: string) => settled(() => readlinkSync(file)),
  realpath: (file: string) => settled(() => realpathSync.native(file)),
  open: (file: string, flags: number) =>
    settled(() => {
      const fd = openSync(file, flags)
      return {
        stat: (options: { bigint: true }) => settled(() => fstatSync(fd, options)),
        read: (buffer: Uint8Array, offset: number, length: number, position: number) =>
          settled(() => ({ bytesRead: readSync(fd, buffer, offset, length, position), buffer })),
        close: () => settled(() => closeSync(fd)),
      }
    }),
} as unknown as ReadPort
