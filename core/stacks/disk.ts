import { readdirSync, statSync, type BigIntStats } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { readPortAtOnce } from '../state/own-files.ts'
import { nodeFilePort } from '../system/node-file-port.ts'
import {
  foreignText,
  readForeignFile,
  type ForeignOptions,
  type ForeignRead,
} from '../system/read-foreign-file.ts'
import type { FolderEntry } from './walk-batch.ts'

/** How to look at other people's projects: nothing here writes, follows a pipe, or reads more than it is told to. */
export interface Disk {
  read(path: string, options: ForeignOptions): Promise<ForeignRead>
  /** The text of a file; undefined when it is missing or refused. */
  text(path: string, maxBytes: number): Promise<string | undefined>
  /** Rejects with the error of the system. */
  list(folder: string): Promise<readonly FolderEntry[]>
  /** Follows links. False for missing files, too. */
  isFile(path: string): Promise<boolean>
  /** Follows links; rejects with the error of the system, as `realPath` does. */
  stat(path: string): Promise<BigIntStats>
  realPath(path: string): Promise<string>
}

/** Through the thread pool of Node, for the thread that answers. */
export const pooledDisk: Disk = {
  read: (path, options) => readForeignFile(path, { fs: nodeFilePort, ...options }),
  text: async (path, maxBytes) => foreignText(await readForeignFile(path, { fs: nodeFilePort, maxBytes })),
  list: (folder) => readdir(folder, { withFileTypes: true }),
  isFile: (path) =>
    stat(path).then(
      (stats) => stats.isFile(),
      // The CLI does not count a dangling link as a file either.
      () => false,
    ),
  stat: (path) => stat(path, { bigint: true }),
  realPath: (path) => nodeFilePort.realpath(path),
}

/** Without the thread pool, which the threads of a process share: for separate threads. */
export const diskAtOnce: Disk = {
  read: (path, options) => readForeignFile(path, { fs: readPortAtOnce, ...options }),
  text: async (path, maxBytes) => foreignText(await readForeignFile(path, { fs: readPortAtOnce, maxBytes })),
  list: (folder) => inPromise(() => readdirSync(folder, { withFileTypes: true })),
  // Most requested files are missing, and an error value is cheaper than an exception.
  isFile: (path) =>
    inPromise(() => statSync(path, { throwIfNoEntry: false })?.isFile() === true).catch(() => false),
  stat: (path) => inPromise(() => statSync(path, { bigint: true })),
  realPath: (path) => readPortAtOnce.realpath(path),
}

function inPromise<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => resolve(work()))
}
