import type { BlobStore } from './blob-store.ts'
import type { EntryStore } from './entry-store.ts'

/** Where the history is, and how its entries and the contents of files are read and written. */
export interface HistoryStore {
  readonly historyDir: string
  readonly locksDir: string
  readonly blobs: BlobStore
  readonly entries: EntryStore
  readonly now: () => Date
}
