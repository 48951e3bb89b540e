import { open, readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { errno } from '../system/file-errors.ts'

/** Every regular file below a folder; links are not followed. None where the folder does not exist. */
export async function filesBelow(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true, recursive: true })
    return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name))
  } catch (error) {
    if (errno(error) === '') throw error
    return []
  }
}

/** The bytes of a file; undefined when they cannot be read. */
export async function bytesOf(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file)
  } catch (error) {
    if (errno(error) === '') throw error
    return undefined
  }
}

/**
 * As `bytesOf`, one file after another into the same memory: the result is valid until the next call. There are many backups of
 * large files, and with separate memory they would all be in memory at once.
 */
export function readingInTurn(): (file: string) => Promise<Buffer | undefined> {
  let memory = Buffer.alloc(0)
  return async (file) => {
    try {
      const handle = await open(file)
      try {
        const stats = await handle.stat()
        // For a folder, Windows returns no bytes instead of an error.
        if (!stats.isFile()) return undefined
        const { size } = stats
        if (memory.length < size) memory = Buffer.allocUnsafeSlow(size + (size >> 3))
        let length = 0
        for (let more = -1; more !== 0 && length < size; length += more)
          more = (await handle.read(memory, length, size - length, length)).bytesRead
        return memory.subarray(0, length)
      } finally {
        await handle.close()
      }
    } catch (error) {
      if (errno(error) === '') throw error
      return undefined
    }
  }
}

/** How many bytes a file has; undefined when it is not there. */
export async function sizeOf(file: string): Promise<number | undefined> {
  try {
    return (await stat(file)).size
  } catch (error) {
    if (errno(error) === '') throw error
    return undefined
  }
}

/** Whether bytes hold one of the values, as they are or as base64 in JSON text. */
export function holdsOne(bytes: Buffer, values: readonly Buffer[]): boolean {
  if (values.some((value) => bytes.includes(value))) return true
  if (values.length === 0 || bytes[0] !== 0x7b) return false
  return (bytes.toString('latin1').match(/[A-Za-z0-9+/]{24,}={0,2}/g) ?? []).some((text) => {
    const decoded = Buffer.from(text, 'base64')
    return values.some((value) => decoded.includes(value))
  })
}
