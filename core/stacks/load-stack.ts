import type { BigIntStats } from 'node:fs'
import { formatOf } from '../../shared/domain/pulumi/read/project-file.ts'
import { readStackFile, type StackFile } from '../../shared/domain/pulumi/read/stack-file.ts'
import type { ReadValue } from '../../shared/domain/pulumi/read/values.ts'
import { maximumFileBytes, tooLarge, tooMuch } from '../../shared/domain/pulumi/tree/limits.ts'
import { fail, type CodedError } from '../../shared/result.ts'
import { isInside } from '../system/read-foreign-file.ts'
import { pooledDisk, type Disk } from './disk.ts'

/** A stack file as it was read. */
export interface StackContent {
  /** Tells whether the file is still the one that was read, without reading it. */
  readonly signature: string
  readonly exists: boolean
  /** Undefined when there is no file, or `error` says why it cannot be read. */
  readonly file: StackFile | undefined
  readonly error: CodedError | undefined
  /** The real path of the file, when that is outside its project. */
  readonly leadsTo?: string
}

export interface LoadStackOptions {
  /** The signature of the known content; then the file is not read again. */
  readonly known?: string | undefined
  /** The project's folder, with links resolved. */
  readonly root?: string | undefined
  readonly disk?: Disk
}

/** The maximum number of keys and values of a stack file; real ones have some dozens. */
const mostValues = 5_000

function countOf(value: ReadValue): number {
  if (value.kind === 'list') return value.items.reduce((sum, item) => sum + countOf(item), 1)
  if (value.kind === 'map') return [...value.entries.values()].reduce((sum, entry) => sum + countOf(entry), 1)
  return 1
}

function sizeOf({ config, unknownKeys, environment, secretRanges }: StackFile): number {
  const values = config.reduce((sum, { value }) => sum + countOf(value), 0)
  const { imports, variables } = environment
  return (
    values +
    unknownKeys.length +
    imports.length +
    variables.size +
    environment.config.size +
    secretRanges.length
  )
}

const absent: StackContent = { signature: 'absent', exists: false, file: undefined, error: undefined }

function signatureOf({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return `${dev}:${ino}:${size}:${mtimeNs}:${ctimeNs}`
}

/** Reads a stack file, unless it is still the known one. A missing file is not an error. */
export async function loadStack(
  path: string,
  { known, root, disk = pooledDisk }: LoadStackOptions = {},
): Promise<StackContent> {
  try {
    const before = known === undefined ? undefined : signatureOf(await disk.stat(path))
    if (before !== undefined && known === before) return { ...absent, signature: before, exists: true }
    const read = await disk.read(path, { maxBytes: maximumFileBytes, label: 'The stack file' })
    if (read.kind === 'missing') return absent
    const signature =
      read.kind === 'ok' ? signatureOf(read.stats) : (before ?? signatureOf(await disk.stat(path)))
    const leadsTo =
      root === undefined || read.realPath === undefined || isInside(read.realPath, root)
        ? {}
        : { leadsTo: read.realPath }
    const base = { signature, exists: true, file: undefined, ...leadsTo }
    if (read.kind === 'refused')
      return { ...base, error: read.why === 'too-large' ? tooLarge().error : { ...read.error, path } }
    const parsed = readStackFile(read.bytes, formatOf(path))
    if (!parsed.ok) return { ...base, error: parsed.error }
    if (sizeOf(parsed.value) > mostValues) return { ...base, error: tooMuch(mostValues).error }
    return { ...base, file: parsed.value, error: undefined }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code === 'ENOENT' || code === 'ENOTDIR') return absent
    if (code === '') throw error
    const unreadable = fail('FileUnreadable', 'The stack file could not be read.', {
      reason: code,
      remedy: 'Check who may read it.',
      path,
    })
    return { signature: code, exists: true, file: undefined, error: unreadable.error }
  }
}
