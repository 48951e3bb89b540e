import type { ErrorCode } from '../../shared/error-codes.ts'
import { fail, type CodedError } from '../../shared/result.ts'

/** The `code` of a system error (`ENOENT`), or an empty string. */
export function errno(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

/** An expected failure on its way out of nested file code. Caught at the edge of the service, never seen by callers. */
export class FileFailure extends Error {
  readonly coded: CodedError
  /** True when the file may have changed, so that its backup must stay in the history. */
  readonly afterWrite: boolean
  constructor(coded: CodedError, afterWrite = false) {
    super(coded.message)
    this.name = 'FileFailure'
    this.coded = coded
    this.afterWrite = afterWrite
  }
}

/** The same failure, marked as one that came after something had been written. */
export function afterWrite(cause: FileFailure): FileFailure {
  return new FileFailure(cause.coded, true)
}

/** Makes the failure to throw. */
export function failure(code: ErrorCode, label: string, message: string, reason?: string, remedy?: string) {
  return new FileFailure(
    fail(code, message, {
      path: label,
      ...(reason === undefined ? {} : { reason }),
      ...(remedy === undefined ? {} : { remedy }),
    }).error,
  )
}

/** The coded error for a system error met while reading. */
export function readFailure(error: unknown, label: string): FileFailure {
  if (error instanceof FileFailure) return error
  const code = errno(error)
  if (code === 'EACCES' || code === 'EPERM') {
    return failure(
      'FileUnreadable',
      label,
      `Cannot read ${label}.`,
      'You do not have permission to read it.',
      'Check its owner and mode, and those of its folder.',
    )
  }
  if (code === 'EISDIR') return notRegular(label, 'a folder')
  if (code === 'ENXIO') return notRegular(label, 'a socket or pipe')
  if (code === 'ELOOP') return linkLoop(label)
  return failure('FileUnreadable', label, `Cannot read ${label}.`, systemReason(error))
}

/** Something that is not a file is in the file's place. */
export function notRegular(label: string, what: string): FileFailure {
  return failure(
    'FileNotRegular',
    label,
    `${label} is not a regular file.`,
    `There is ${what} in its place.`,
    'Move it away, or point to another file.',
  )
}

export function linkLoop(label: string): FileFailure {
  return failure(
    'FileNotRegular',
    label,
    `${label} is a symbolic link that leads back to itself.`,
    'Following the links never ends at a file.',
    'Remove or correct the link.',
  )
}

/** The coded error for a system error met while writing. Nothing has been changed when it is returned. */
export function writeFailure(error: unknown, label: string, place: 'file' | 'folder'): FileFailure {
  if (error instanceof FileFailure) return error
  const code = errno(error)
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return failure(
      'DiskFull',
      label,
      `No room to write ${label}.`,
      code === 'EDQUOT' ? 'Your disk quota is used up.' : 'The disk is full.',
      'Free some space and try again. The file is as it was.',
    )
  }
  if (code === 'EFBIG') {
    return failure(
      'DiskFull',
      label,
      `Cannot write ${label}.`,
      'It would be larger than this system allows.',
      'Raise the file size limit and try again. The file is as it was.',
    )
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    const reason =
      code === 'EROFS' ? 'The file system is mounted read-only.' : 'You do not have permission to change it.'
    return place === 'file'
      ? failure(
          'FileReadOnly',
          label,
          `${label} is read-only.`,
          reason,
          'Make the file writable and try again.',
        )
      : failure(
          'FolderReadOnly',
          label,
          `The folder of ${label} is read-only.`,
          reason,
          'Make the folder writable and try again.',
        )
  }
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return failure(
      'FolderMissing',
      label,
      `The folder of ${label} does not exist.`,
      code === 'ENOTDIR' ? 'Something that is not a folder is in its place.' : undefined,
      code === 'ENOTDIR' ? 'Move it away and try again.' : 'Create the folder and try again.',
    )
  }
  if (code === 'EBUSY' || code === 'ETXTBSY') {
    return failure(
      'FileBusy',
      label,
      `${label} is in use by another program.`,
      undefined,
      'Close the other program and try again.',
    )
  }
  return failure('WriteFailed', label, `Cannot write ${label}.`, systemReason(error))
}

/** The text of a system error without the path of the call, which may be a temporary name. */
function systemReason(error: unknown): string {
  const code = errno(error)
  if (code === '') return error instanceof Error ? error.message : String(error)
  return `The system answered ${code}.`
}

/** Says that another program changed the file in a way the edit cannot follow. */
export function fileChanged(label: string, reason?: string): FileFailure {
  return failure(
    'FileChanged',
    label,
    `${label} was changed by another program.`,
    reason ?? 'What you are editing has changed since you saw it.',
    'Look at the new content and make the change again.',
  )
}
