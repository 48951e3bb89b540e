import { readFile, stat } from 'node:fs/promises'
import type { BigIntStats } from 'node:fs'
import { formatOf } from '../../shared/domain/pulumi/read/project-file.ts'
import { readStackFile, type StackFile } from '../../shared/domain/pulumi/read/stack-file.ts'
import { maximumFileBytes } from '../../shared/domain/pulumi/tree/limits.ts'
import { fail, type CodedError } from '../../shared/result.ts'

/** A stack file as it was read. */
export interface StackContent {
  /** Tells whether the file is still the one that was read, without reading it. */
  readonly signature: string
  readonly exists: boolean
  /** Undefined when there is no file, or `error` says why it cannot be read. */
  readonly file: StackFile | undefined
  readonly error: CodedError | undefined
}

const absent: StackContent = { signature: 'absent', exists: false, file: undefined, error: undefined }

function signatureOf({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return `${dev}:${ino}:${size}:${mtimeNs}:${ctimeNs}`
}

/** Reads a stack file, or gives back `before` when the file is still the same. A file that is missing is no error. */
export async function loadStack(path: string, before?: StackContent): Promise<StackContent> {
  try {
    const stats = await stat(path, { bigint: true })
    const signature = signatureOf(stats)
    if (before?.signature === signature) return before
    const base = { signature, exists: true, file: undefined }
    if (!stats.isFile())
      return { ...base, error: fail('FileNotRegular', 'The stack file is not a regular file.').error }
    if (stats.size > BigInt(maximumFileBytes)) {
      const reason = `It has ${stats.size} bytes; at most ${maximumFileBytes} are read.`
      return { ...base, error: fail('E_TOO_LARGE', 'The stack file is too large.', { reason }).error }
    }
    const read = readStackFile(await readFile(path), formatOf(path))
    return read.ok ? { ...base, file: read.value, error: undefined } : { ...base, error: read.error }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code === 'ENOENT' || code === 'ENOTDIR') return absent
    if (code === '') throw error
    const unreadable = fail('FileUnreadable', 'The stack file could not be read.', { reason: code, path })
    return { signature: code, exists: true, file: undefined, error: unreadable.error }
  }
}
