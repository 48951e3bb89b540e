import { createHash } from 'node:crypto'
import type { BigIntStats } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { errno, failure, notRegular, readFailure } from './file-errors.ts'
import { readFlags, type ReadPort } from './file-port.ts'

/** No file that Stackpass edits comes near this size. */
export const largestFile = 64 * 1024 * 1024

/** A file held open, so that what happens to it after a rename can still be seen. */
export interface OpenFile {
  readonly handle: FileHandle
  readonly bytes: Uint8Array
  /** Of the bytes; computed when it is first asked for. */
  readonly sha256: string
  readonly stats: BigIntStats
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** The same, computed once and only on demand: most readers never need it. */
export function lazySha256(bytes: Uint8Array): () => string {
  let known: string | undefined
  return () => (known ??= sha256(bytes))
}

const steadyTries = 20

/**
 * Opens and reads a whole file; undefined when it does not exist. The caller closes the handle. `tries`: how often to
 * read it again because it changed meanwhile. Throws FileFailure: FileUnreadable, FileNotRegular, FileTooLarge, FileBusy.
 */
export async function openAndRead(
  fs: ReadPort,
  realPath: string,
  label: string,
  maxBytes = largestFile,
  tries = steadyTries,
): Promise<OpenFile | undefined> {
  let handle: FileHandle | undefined
  try {
    handle = await openRegular(fs, realPath, label)
    const { bytes, stats } = await readSteady(handle, label, maxBytes, tries)
    const hash = lazySha256(bytes)
    return {
      handle,
      bytes,
      get sha256() {
        return hash()
      },
      stats,
    }
  } catch (error) {
    await handle?.close()
    if (errno(error) === 'ENOENT' || errno(error) === 'ENOTDIR') return undefined
    throw readFailure(error, label)
  }
}

/** Checks what it is before the open, because opening a device or a FIFO can itself do something. */
async function openRegular(fs: ReadPort, realPath: string, label: string): Promise<FileHandle> {
  // Windows refuses to open a file for a moment while another program replaces, removes or scans it.
  const tries = process.platform === 'win32' ? 6 : 1
  for (let attempt = 1; ; attempt++) {
    try {
      requireRegular(await fs.lstat(realPath, { bigint: true }), label)
      return await fs.open(realPath, readFlags)
    } catch (error) {
      if (attempt === tries || !['EBUSY', 'EPERM', 'EACCES'].includes(errno(error))) throw error
      await sleep(5 * attempt)
    }
  }
}

function requireRegular(stats: BigIntStats, label: string): void {
  if (stats.isFile()) return
  if (stats.isDirectory()) throw notRegular(label, 'a folder')
  if (stats.isFIFO()) throw notRegular(label, 'a named pipe (FIFO)')
  if (stats.isSocket()) throw notRegular(label, 'a socket')
  throw notRegular(label, 'a device or something else')
}

/** Reads until size and times are the same before and after, so that no half of another program's write is taken. */
export async function readSteady(
  handle: FileHandle,
  label: string,
  maxBytes = largestFile,
  tries = steadyTries,
): Promise<{ readonly bytes: Uint8Array; readonly stats: BigIntStats }> {
  for (let attempt = 1; ; attempt++) {
    const before = await handle.stat({ bigint: true })
    requireRegular(before, label)
    if (before.size > BigInt(maxBytes)) throw tooLarge(label, maxBytes)
    const bytes = await readAll(handle, Number(before.size), label, maxBytes)
    const after = await handle.stat({ bigint: true })
    if (sameState(before, after) && BigInt(bytes.length) === after.size) return { bytes, stats: after }
    if (attempt === tries) {
      throw failure(
        'FileBusy',
        label,
        `${label} keeps changing.`,
        'Another program keeps writing to it.',
        'Try again when it is done.',
      )
    }
    await sleep(5 * attempt)
  }
}

/** Same file content as far as the file system can tell without reading. */
export function sameState(a: BigIntStats, b: BigIntStats): boolean {
  return a.dev === b.dev && a.ino === b.ino && a.size === b.size && a.mtimeNs === b.mtimeNs
}

async function readAll(
  handle: FileHandle,
  size: number,
  label: string,
  maxBytes: number,
): Promise<Uint8Array> {
  // One byte more than expected shows that a file grew.
  let buffer = new Uint8Array(size + 1)
  let length = 0
  for (;;) {
    const { bytesRead } = await handle.read(buffer, length, buffer.length - length, length)
    length += bytesRead
    // No need to wait for the end-of-file where exactly the expected bytes arrived: the size is compared afterwards.
    if (bytesRead === 0 || length === size) return buffer.subarray(0, length)
    if (length > maxBytes) throw tooLarge(label, maxBytes)
    if (length === buffer.length) {
      const larger = new Uint8Array(Math.min(buffer.length * 2, maxBytes + 1))
      larger.set(buffer)
      buffer = larger
    }
  }
}

function tooLarge(label: string, maxBytes: number) {
  return failure(
    'FileTooLarge',
    label,
    `${label} is larger than ${inWords(maxBytes)}.`,
    'Files of this kind are never that large.',
    'Check that this is the right file.',
  )
}

function inWords(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.floor(bytes / 1024)} KiB` : `${Math.floor(bytes / 1024 / 1024)} MiB`
}
