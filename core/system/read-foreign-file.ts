import type { BigIntStats } from 'node:fs'
import path from 'node:path'
import type { CodedError } from '../../shared/result.ts'
import { errno, failure, FileFailure, readFailure } from './file-errors.ts'
import type { ReadPort } from './file-port.ts'
import { nodeFilePort } from './node-file-port.ts'
import { openAndRead } from './read-file.ts'

/** Why a file is not read. */
export type ForeignRefusal = 'not-a-file' | 'too-large' | 'outside' | 'unreadable'

export type ForeignRead =
  | {
      readonly kind: 'ok'
      readonly bytes: Buffer
      /** With symlinks resolved. */
      readonly realPath: string
      readonly stats: BigIntStats
    }
  | { readonly kind: 'missing' }
  | {
      readonly kind: 'refused'
      readonly why: ForeignRefusal
      /** The message of `error`. */
      readonly message: string
      readonly error: CodedError
      readonly realPath?: string
    }

export interface ForeignOptions {
  /** Larger files are refused without being read. See `foreign-limits.ts`. */
  readonly maxBytes: number
  /** A folder that must contain the file, with its links resolved. */
  readonly root?: string
  /** What messages call the file. Default: its path. */
  readonly label?: string
  /** The calls of the system: a process or a thread that has nothing else to do uses `readPortAtOnce`. */
  readonly fs?: ReadPort
}

/** How long to wait for somebody else's file to stay the same: less than for the user's own. */
const tries = 3

/**
 * The only way to read a file that is not ours and that we do not edit. Opens only a regular file, and never in a way
 * that waits for somebody; reads at most `maxBytes`. A refusal is a value that says why.
 */
export async function readForeignFile(file: string, options: ForeignOptions): Promise<ForeignRead> {
  const { maxBytes, root, label = file, fs = nodeFilePort } = options
  let realPath: string | undefined
  try {
    if (file.includes('\0'))
      throw failure('FileUnreadable', label, `${label} is not a path that can be opened.`)
    realPath = await fs.realpath(file)
    if (root !== undefined && !(await isWithin(realPath, file, root, fs)))
      throw outside(label, realPath, root)
    const open = await openAndRead(fs, realPath, label, maxBytes, tries)
    if (open === undefined) return { kind: 'missing' }
    await open.handle.close()
    const { bytes, stats } = open
    return { kind: 'ok', bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), realPath, stats }
  } catch (error) {
    if (errno(error) === 'ENOENT' || errno(error) === 'ENOTDIR') return { kind: 'missing' }
    return refused(error, label, realPath)
  }
}

/** The text of a file that was read (UTF-8, without its byte order mark); undefined where it was not. */
export function foreignText(read: ForeignRead): string | undefined {
  return read.kind === 'ok' ? read.bytes.toString('utf8').replace(/^\ufeff/, '') : undefined
}

/** Whether a folder contains a file, both with their links resolved. */
async function isWithin(realPath: string, file: string, root: string, fs: ReadPort): Promise<boolean> {
  // Where no part of the file's path is a link, no part of a folder on that path is one.
  if (realPath === file && path.resolve(root) === root && isInside(file, root)) return true
  return isInside(realPath, await fs.realpath(root))
}

/** True for the folder itself and everything below it. Both are real paths. */
export function isInside(file: string, folder: string): boolean {
  const way = path.relative(folder, file)
  return way === '' || (way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way))
}

const reasons: ReadonlyMap<string, ForeignRefusal> = new Map([
  ['FileNotRegular', 'not-a-file'],
  ['FileTooLarge', 'too-large'],
  ['FileOutside', 'outside'],
])

function refused(error: unknown, label: string, realPath: string | undefined): ForeignRead {
  // An error that is neither the system's nor ours is a bug, and is thrown.
  if (!(error instanceof FileFailure) && errno(error) === '') throw error
  const { coded } = readFailure(error, label)
  const why = reasons.get(coded.code) ?? 'unreadable'
  return {
    kind: 'refused',
    why,
    message: coded.message,
    error: coded,
    ...(realPath !== undefined && { realPath }),
  }
}

function outside(label: string, realPath: string, root: string): FileFailure {
  return failure(
    'FileOutside',
    label,
    `${label} leads to ${realPath}, outside ${root}.`,
    'A link in a folder of someone else can lead to any file of yours.',
    'Put the file itself there, or remove the link.',
  )
}
