import type { FolderEntry, WalkFolder } from './walk-batch.ts'

export interface WalkLimits {
  /** Folders that are opened at most. */
  readonly folders: number
  /** Levels below a root. */
  readonly depth: number
  /** Folders that are open at the same time. */
  readonly concurrency: number
  /** Folders after which threads of their own take over. */
  readonly threadsAfter: number
}

/** A walk under way: what is still to be opened, and the tally so far. */
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
