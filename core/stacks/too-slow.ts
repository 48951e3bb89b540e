import { fail, type CodedError } from '../../shared/result.ts'

/** How long a thread may take for one file, reading and parsing, in milliseconds; a normal file takes a few. */
export const timeForFile = 10_000

/** The problem of a file that ran over its time. */
export function tooSlow(path: string): CodedError {
  return fail('ParsedTooSlowly', 'This file takes too long to read.', {
    reason: `Stackpass gave up after ${timeForFile / 1_000} seconds. Nothing else had to wait for it.`,
    remedy: 'Check that it is what its name says. Stackpass tries again when it changes.',
    path,
  }).error
}
