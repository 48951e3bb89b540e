import {
  closeSync,
  fstatSync,
  lstatSync,
  openSync,
  readFileSync,
  readlinkSync,
  readSync,
  realpathSync,
} from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { ReadPort } from '../system/file-port.ts'
import { settled } from '../system/settled.ts'
import { writePrivateFileAtOnce } from './write-at-once.ts'
import { writePrivateFile, type WritePrivateFile } from './write-private-file.ts'

/** Reads and writes small files of our own. */
export interface OwnFiles {
  /** Rejects with the error of the system. */
  read(file: string): Promise<string>
  /** As `writePrivateFile`, without waiting for the disk: a power cut may empty the file. */
  write(file: string, text: string): Promise<void>
}

const soon =
  (write: WritePrivateFile) =>
  (file: string, text: string): Promise<void> =>
    write(file, text, { durable: false })

export const ownFiles: OwnFiles = { read: (file) => readFile(file, 'utf8'), write: soon(writePrivateFile) }

/**
 * The same without the thread pool, for a process that has nothing else to do: on a busy machine each of some forty
 * calls would wait until its thread gets a turn.
 */
export const ownFilesAtOnce: OwnFiles = {
  read: (file) => settled(() => readFileSync(file, 'utf8')),
  write: soon(writePrivateFileAtOnce),
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
