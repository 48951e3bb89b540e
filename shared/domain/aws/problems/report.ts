import type { SharedFileDocument } from '../document.ts'
import type { FileProblem, FileFix, Reader, Severity } from '../types.ts'

export interface ReportedProblem {
  readonly code: string
  readonly severity: Severity
  readonly line: number
  readonly message: string
  readonly reason: string
  /** Empty when all readers are affected. */
  readonly readers: readonly Reader[]
  readonly profile?: string | undefined
  readonly fix?: { readonly label: string; readonly fix: FileFix } | undefined
}

export type Report = (problem: ReportedProblem) => void

/** Turns what was reported about one file into its problems. */
export function reporter(document: SharedFileDocument, into: FileProblem[]): Report {
  return ({ code, severity, line, message, reason, readers, profile, fix }) => {
    into.push({
      code,
      severity,
      message,
      reason,
      file: document.kind,
      line,
      readers,
      ...(profile === undefined ? {} : { profile }),
      ...(fix ? { fix: { label: fix.label, operation: { type: 'fix', fix: fix.fix } } } : {}),
    })
  }
}
