import type { FileDiff } from '../../shared/domain/edit/diff-types.ts'
import type { ByteRange, EditOutcome, EditWarning } from '../../shared/domain/edit/types.ts'
import type { Result } from '../../shared/result.ts'
import type { FileSnapshot, ReadOptions } from '../system/file-snapshot.ts'

/** One edit of one file. Several for the same file (also through different symlinks) are chained in order. */
export interface FileChange {
  /** Absolute, as the user knows it; the service resolves symlinks. */
  readonly path: string
  /** How to show it, such as `~/.aws/credentials`. */
  readonly label: string
  /** What the file is: 'aws-config', 'aws-credentials', 'pulumi-stack', 'shell-rc'. Selects the mask for secrets. */
  readonly kind: string
  /** Permission bits of a file that does not exist yet. Default 0o600. */
  readonly newFileMode?: number
  /** Removes the file; `edit` then only says whether that is still right. */
  readonly removes?: boolean
  /** Pure. `undefined` stands for a file that does not exist. Must not change the bytes it is given. */
  edit(bytes: Uint8Array | undefined): EditOutcome
  /**
   * The state of everything the edit depends on. When another program changed the file, the edit is made again on
   * the new bytes if this is still the same, and refused otherwise. Without it, any change means refusal.
   */
  fingerprint?(bytes: Uint8Array | undefined): string
  /** What to mask in diffs; see `Masker`. Default: the masker of the `kind`. */
  secretRanges?(bytes: Uint8Array, windows?: readonly ByteRange[]): readonly ByteRange[]
}

export interface PlannedFile {
  readonly path: string
  readonly realPath: string
  readonly label: string
  readonly kind: string
  readonly created: boolean
  readonly removed: boolean
  /** undefined: does not exist. */
  readonly before: Uint8Array | undefined
  /** undefined: is removed. */
  readonly after: Uint8Array | undefined
  readonly beforeSha256: string | undefined
  readonly afterSha256: string | undefined
  readonly diff: FileDiff
  /** The edits, kept so that they can be made again on newer bytes. */
  readonly changes: readonly FileChange[]
}

/** A profile that is renamed. */
export interface ProfileRename {
  readonly from: string
  readonly to: string
}

/** What the history records about a plan beside its files: which entry it undoes or restores, and which profiles it renames. */
export interface PlanOrigin {
  readonly undoOf?: string
  readonly restoreOf?: string
  /** What names profiles outside the files, such as favourites, must follow these, and an undo of them. */
  readonly renames?: readonly ProfileRename[]
}

export interface Plan {
  readonly id: string
  readonly summary: string
  /** ISO 8601. */
  readonly createdAt: string
  /** Only files that would change; empty when everything is already as requested. */
  readonly files: readonly PlannedFile[]
  readonly warnings: readonly EditWarning[]
  readonly origin?: PlanOrigin
}

export interface Applied {
  readonly historyId: string
  readonly files: readonly {
    readonly path: string
    readonly label: string
    /** The bytes went into the file itself: it could not be replaced as a whole. */
    readonly inPlace?: true
  }[]
  /** True when another program had changed a file and the edit was made on the newer bytes. */
  readonly rebased: boolean
  readonly warnings: readonly EditWarning[]
}

export interface ApplyOptions {
  /** How long to wait for another writer of Stackpass, in milliseconds. Default 10,000. */
  readonly lockTimeout?: number
}

/** Reads and writes the user's files. Knows nothing of their syntax. Expected failures are values. */
export interface FileService {
  /** The file, or undefined when it (or its folder) does not exist. Codes: FileUnreadable, FileNotRegular, FileTooLarge. */
  read(path: string, options?: ReadOptions): Promise<Result<FileSnapshot | undefined>>
  /** Reads, edits and diffs; writes nothing. Codes: those of `read` and of the edits. */
  plan(summary: string, changes: readonly FileChange[], origin?: PlanOrigin): Promise<Result<Plan>>
  /**
   * Writes all files of the plan or none. Codes: NothingToChange, FileChanged, FileBusy, FileReadOnly,
   * FolderReadOnly, FolderMissing, DiskFull, WriteFailed, VerifyMismatch, and those of `read`.
   */
  apply(plan: Plan, options?: ApplyOptions): Promise<Result<Applied>>
  /** Removes what killed writers left beside a file. */
  sweep(path: string): Promise<void>
  /** Ends running work and closes every file handle. */
  close(): Promise<void>
}

/** What the journal learns about one file of a write. */
export interface JournalFile {
  readonly path: string
  readonly realPath: string
  readonly label: string
  readonly kind: string
  /** Permission bits of the file, before and after the write. */
  readonly mode: number
  readonly before: Uint8Array | undefined
  readonly after: Uint8Array | undefined
  readonly beforeSha256: string | undefined
  readonly afterSha256: string | undefined
  readonly diff: FileDiff
}

export interface JournalWrite {
  readonly summary: string
  readonly rebased: boolean
  readonly files: readonly JournalFile[]
  readonly origin?: PlanOrigin
}

/** Where writes are recorded. `begin` is durable before the first file changes, so that a killed write can be undone. */
export interface WriteJournal {
  begin(write: JournalWrite): Promise<JournalEntry>
}

export interface JournalEntry {
  readonly id: string
  /** The write is done. */
  finish(): Promise<void>
  /** Nothing was changed after all. */
  discard(): Promise<void>
}

/** Finds the secrets in a file of one kind, at least those in the windows: whole lines, in order, that will be shown. */
export type Masker = (bytes: Uint8Array, windows?: readonly ByteRange[]) => readonly ByteRange[]
