import type { FolderEntry, WalkFolder } from './walk-batch.ts'

export interface WalkLimits {
  /** The maximum number of folders to open. */
  readonly folders: number
  /** Levels below a root. */
  readonly depth: number
  /** How many folders are open at the same time. */
  readonly concurrency: number
  /** After this many folders, separate threads take over. */
  readonly threadsAfter: number
}

/** A walk in progress: what is still to open, and the counts so far. */
export interface Walk {
  readonly pending: WalkFolder[]
  readonly limits: WalkLimits
  readonly signal: AbortSignal | undefined
  readonly onProjectFolder: (path: string, entries: readonly FolderEntry[]) => void
  readonly onProgress: (folders: number) => void
  folders: number
  unreadable: number
  truncated: boolean
}
