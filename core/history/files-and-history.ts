import path from 'node:path'
import { createFileService, type FileServiceOptions } from '../files/file-service.ts'
import { createOwnWrites, type OwnWrites } from '../files/own-writes.ts'
import type { FileService, Masker } from '../files/types.ts'
import type { FilePort } from '../system/file-port.ts'
import { createBlobStore } from './blob-store.ts'
import { createEntryStore } from './entry-store.ts'
import type { HistoryStore } from './history-store.ts'
import { createHistory } from './history.ts'
import { createJournal } from './journal.ts'
import type { History } from './types.ts'

export interface FilesAndHistoryOptions {
  readonly historyDir: string
  readonly locksDir: string
  /** How to find the secrets in each kind of file; see FileServiceOptions. */
  readonly maskers: ReadonlyMap<string, Masker>
  /** All our folders: where a purge looks for copies of a key. */
  readonly roots?: readonly string[]
  /** Folders among them whose files a purge may remove: caches and logs. */
  readonly disposable?: readonly string[]
  readonly writeInPlace?: NonNullable<FileServiceOptions['writeInPlace']>
  readonly now?: () => Date
  readonly fs?: FilePort
  readonly onStep?: NonNullable<FileServiceOptions['onStep']>
}

/** The file service and the history that records its writes. Creating them touches nothing on disk. */
export function createFilesAndHistory(options: FilesAndHistoryOptions): {
  readonly files: FileService
  readonly history: History
  /** For watchFiles, so that it does not report what this process wrote. */
  readonly ownWrites: OwnWrites
} {
  const { historyDir, locksDir, maskers, now = () => new Date(), fs, onStep, writeInPlace } = options
  const store: HistoryStore = {
    historyDir,
    locksDir,
    blobs: createBlobStore(path.join(historyDir, 'blobs')),
    entries: createEntryStore(path.join(historyDir, 'entries')),
    now,
  }
  const { roots = [historyDir], disposable = [] } = options
  const place = { roots, disposable }
  const ownWrites = createOwnWrites()
  const files = createFileService({
    ownWrites,
    locksDir,
    attributesDir: path.join(historyDir, 'attributes'),
    maskers,
    journal: createJournal(store),
    ...(writeInPlace && { writeInPlace }),
    ...(fs && { fs }),
    ...(onStep && { onStep }),
  })
  return { files, history: createHistory(store, files, place), ownWrites }
}
