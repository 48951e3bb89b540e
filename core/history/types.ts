import type { HistoryEntry } from '../../shared/contract/models.ts'
import type { FileDiff } from '../../shared/domain/edit/diff-types.ts'
import type { Result } from '../../shared/result.ts'
import type { Plan, ProfileRename } from '../files/types.ts'

/** One file of a write, as recorded. Holds no secret: the contents are in the blobs that the hashes name. */
export interface RecordedFile {
  readonly path: string
  readonly realPath: string
  readonly label: string
  readonly kind: string
  /** Permission bits. */
  readonly mode: number
  /** SHA-256 of the whole content; null: the file did not exist. */
  readonly before: string | null
  /** SHA-256 of the whole content; null: the file was removed. */
  readonly after: string | null
  /** Lines, as in the diff. The diffs themselves are in a separate file: they are needed only to show an entry. */
  readonly added: number
  readonly removed: number
}

/** One write, as recorded in a JSON file. */
export interface RecordedEntry {
  readonly version: 1
  readonly id: string
  /** ISO 8601. */
  readonly at: string
  readonly summary: string
  readonly rebased: boolean
  readonly files: readonly RecordedFile[]
  readonly undoOf?: string
  readonly restoreOf?: string
  readonly renames?: readonly ProfileRename[]
  /** Who wrote it: tells a write in progress from one whose process was killed. */
  readonly writer: { readonly pid: number; readonly host: string; readonly started?: string }
}

export interface HistoryList {
  /** At most this many. Default 100. */
  readonly limit?: number
  /** Only entries older than the one with this id. */
  readonly before?: string
}

export interface FoundEntry {
  readonly id: string
  readonly pending: boolean
  readonly entry: RecordedEntry
}

/** What to forget from the history. */
export type PurgeChoice =
  | { readonly all: true }
  | { readonly profile: string }
  | { readonly path: string }
  /** Single entries. */
  | { readonly ids: readonly string[] }
  /** What is older than this; ISO 8601. */
  | { readonly before: string }

export interface PurgePlan {
  /** Whole entries to remove, newest first. */
  readonly entries: readonly FoundEntry[]
  /** Ids of unreadable entries to remove. */
  readonly unreadable: readonly string[]
  /** Files to remove with them: contents of files as they were, cached credentials, logs. */
  readonly backups: readonly string[]
  readonly others: readonly string[]
  readonly bytes: number
  /** When the newest of the entries would expire by itself; ISO 8601. */
  readonly until?: string
  /** What to search for afterwards. */
  readonly values: readonly Buffer[]
}

export interface Purge {
  plan(choice: PurgeChoice): Promise<PurgePlan>
  /** Removes what the plan names. Returns our files that still hold the keys. Throws FileFailure. */
  run(plan: PurgePlan): Promise<readonly string[]>
}

/** What Stackpass wrote, and how to undo it. Reading writes nothing, and shows nothing older than 30 days. */
export interface History {
  /** Newest first. Empty when nothing was ever written. */
  list(options?: HistoryList): Promise<HistoryEntry[]>
  /** How many entries exist but cannot be read. They stay until their age ends them. Throws FileFailure. */
  unreadable(): Promise<number>
  /** Removes what is older than entries are kept. Writes nothing if there is none. Throws FileFailure. */
  expire(): Promise<void>
  readonly purge: Purge
  /** One entry with its masked diffs. Code: HistoryNotFound. */
  show(id: string): Promise<Result<{ entry: HistoryEntry; diffs: FileDiff[] }>>
  /**
   * A plan that undoes one entry and leaves later changes alone (three-way merge by lines); a file that the entry
   * created is removed. Codes: HistoryNotFound, BackupMissing, FileChanged (later changes overlap), NothingToChange.
   */
  planUndo(id: string): Promise<Result<Plan>>
  /**
   * A plan that restores a whole file as it was before the entry; `path` may be left out when the entry has one file.
   * Codes: HistoryNotFound, BackupMissing, BadInput (no such file in the entry).
   */
  planRestore(id: string, path?: string): Promise<Result<Plan>>
}
