import type { FileHandle } from 'node:fs/promises'
import { afterWrite, fileChanged, FileFailure, failure, writeFailure } from '../system/file-errors.ts'
import { inPlaceFlags, type FilePort } from '../system/file-port.ts'
import { readSteady, type OpenFile } from '../system/read-file.ts'

/** Writes all of `bytes` at `position`, however many calls that takes. */
export async function writeAll(handle: FileHandle, bytes: Uint8Array, position = 0): Promise<void> {
  let written = 0
  while (written < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, written, bytes.length - written, position + written)
    written += bytesWritten
  }
}

/**
 * Writes into the existing file, where a rename would break a hard link, lose the owner, or is not allowed. Not
 * atomic, so the caller has a backup. Writes first what the file grows by: when the disk is full, nothing of the old
 * content has been touched yet. Throws FileFailure.
 */
export async function writeInPlace(
  fs: FilePort,
  realPath: string,
  label: string,
  expected: OpenFile,
  bytes: Uint8Array,
): Promise<void> {
  let handle: FileHandle | undefined
  try {
    handle = await fs.open(realPath, inPlaceFlags)
    const now = await readSteady(handle, label)
    if (now.stats.ino !== expected.stats.ino || !equalBytes(now.bytes, expected.bytes)) {
      throw fileChanged(label)
    }
    await overwrite(handle, label, expected.bytes, bytes)
  } catch (error) {
    throw writeFailure(error, label, 'file')
  } finally {
    await handle?.close()
  }
}

async function overwrite(
  handle: FileHandle,
  label: string,
  old: Uint8Array,
  bytes: Uint8Array,
): Promise<void> {
  try {
    if (bytes.length > old.length) await writeAll(handle, bytes.subarray(old.length), old.length)
    const from = commonStart(old, bytes)
    const to = Math.min(old.length, bytes.length)
    if (from < to) await writeAll(handle, bytes.subarray(from, to), from)
    if (bytes.length < old.length) await handle.truncate(bytes.length)
    await handle.sync()
  } catch (error) {
    await putBack(handle, label, old, error)
    throw error
  }
}

async function putBack(handle: FileHandle, label: string, old: Uint8Array, cause: unknown): Promise<void> {
  try {
    await writeAll(handle, old)
    await handle.truncate(old.length)
    await handle.sync()
  } catch (error) {
    if (error instanceof FileFailure) throw error
    const { reason } = writeFailure(cause, label, 'file').coded
    throw afterWrite(
      failure(
        'WriteFailed',
        label,
        `${label} could only be written in part.`,
        reason,
        'Its old content is in the history: restore it from there.',
      ),
    )
  }
}

function commonStart(a: Uint8Array, b: Uint8Array): number {
  const shorter = Math.min(a.length, b.length)
  let index = 0
  while (index < shorter && a[index] === b[index]) index++
  return index
}

export function equalBytes(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  if (a === undefined || b === undefined) return a === b
  return Buffer.compare(a, b) === 0
}
