import type { CodedError } from '../../result.ts'

/**
 * Replace bytes [start, end) of the old file by `insert`. Offsets count bytes of the old file; splices are sorted and do not
 * overlap.
 */
export interface Splice {
  readonly start: number
  readonly end: number
  readonly insert: Uint8Array
}

/** Something worth saying about an edit that is still right to do. */
export interface EditWarning {
  readonly code: string
  readonly message: string
}

/** What an edit makes of a file. `splices` is empty when the file is already as requested. */
export type EditOutcome =
  | {
      readonly ok: true
      readonly bytes: Uint8Array
      readonly splices: readonly Splice[]
      readonly warnings: readonly EditWarning[]
    }
  | { readonly ok: false; readonly error: CodedError }

/** A range of bytes that must not be shown, such as the value of a secret. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

/** Finds the secrets of a file, at least those in the windows: whole lines, in order, that will be shown. */
export type FindSecrets = (windows: readonly ByteRange[]) => readonly ByteRange[]
