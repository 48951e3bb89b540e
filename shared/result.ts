import type { ErrorCode } from './error-codes.ts'

/** An expected error, carried as a value. `message` says what happened, `reason` why, `remedy` what to do. */
export interface CodedError {
  readonly code: ErrorCode
  readonly message: string
  readonly reason?: string | undefined
  readonly remedy?: string | undefined
  /** Where, when the error is about a file: path as shown to the user, and 1-based line. */
  readonly path?: string | undefined
  readonly line?: number | undefined
  /** Further facts for programs; never a secret. */
  readonly details?: Readonly<Record<string, string | number | boolean>> | undefined
}

export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: CodedError }

export function ok<T>(value: T): Result<T> {
  return { ok: true, value }
}

export function fail(
  code: ErrorCode,
  message: string,
  more: Omit<CodedError, 'code' | 'message'> = {},
): { readonly ok: false; readonly error: CodedError } {
  return { ok: false, error: { code, message, ...more } }
}
