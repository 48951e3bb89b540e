import { errno, failure, FileFailure } from '../system/file-errors.ts'

/** A failed write of a file of our own: what to say about it, and the code of the system's error. */
export class OwnFileFailure extends FileFailure {
  readonly code: string
  constructor(error: unknown, label: string, message?: string) {
    super(coded(errno(error), label, message))
    this.name = 'OwnFileFailure'
    this.code = errno(error)
    this.cause = error
  }
}

/**
 * The failure to throw for an error of a write under our folder; an error that does not come from the system is a bug and stays
 * one.
 */
export function ownFileFailure(error: unknown, label: string, message?: string): unknown {
  const met = error instanceof OwnFileFailure ? error.cause : error
  return errno(met) === '' ? met : new OwnFileFailure(met, label, message)
}

function coded(
  code: string,
  label: string,
  message = `Stackpass could not write ${label}.`,
): FileFailure['coded'] {
  const full = fullReason(code)
  return failure(
    full === undefined ? 'StateUnwritable' : 'DiskFull',
    label,
    message,
    full ?? unwritableReason(code),
    full === undefined
      ? 'Make the folder and the file writable, or set STACKPASS_HOME to another folder.'
      : code === 'EFBIG'
        ? 'Raise the limit and try again.'
        : 'Free some space and try again, or set STACKPASS_HOME to a folder on another disk.',
  ).coded
}

/** Why there is no room; undefined for a failure of another kind. */
function fullReason(code: string): string | undefined {
  if (code === 'ENOSPC') return 'The disk is full.'
  if (code === 'EDQUOT') return 'Your disk quota is used up.'
  if (code === 'EFBIG') return 'The file would be larger than this system or this session allows.'
  return undefined
}

function unwritableReason(code: string): string {
  if (code === 'EROFS') return 'The file system is mounted read-only.'
  if (code === 'EACCES' || code === 'EPERM') return 'You do not have permission to change it.'
  if (code === 'ENOTDIR' || code === 'EEXIST') return 'Something that is not a folder is in its place.'
  return `The system answered ${code}.`
}
