import { fail, type CodedError } from '../../shared/result.ts'

/** Milliseconds that a thread may take for one file, reading and parsing; a sane one takes a few. */
export const timeForFile = 10_000

/** The problem of a file that ran over its time. */
export function tooSlow(path: string): CodedError {
  return fail('ParsedTooSlowly', 'This file takes too long to read.', {
    reason: `After ${timeForFile / 1_000} seconds it was given up. Nothing else was held up by it.`,
    remedy: 'Check that it is what its name says. It is tried again when it changes.',
    path,
  }).error
}
