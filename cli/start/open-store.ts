import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { decodeHeader, mostBytes, mostHeaderBytes, sizeOf, type KeptCode } from './kept-format.ts'

/** A trusted store of compiled code: this runtime made it from this bundle, and nobody else could write it. */
export interface Store {
  readonly commands: readonly string[]
  readonly names: readonly string[]
  /** The kept code of a file; undefined if missing or damaged. */
  read(name: string): KeptCode | undefined
}

const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants

/** Opens a regular file that belongs to this user and is closed to others. Returns its descriptor and size. */
function openOwn(file: string): { readonly fd: number; readonly size: number } | undefined {
  const fd = openSync(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
  const found = fstatSync(fd)
  const user = process.geteuid?.()
  const isOwn = user === undefined || (found.uid === user && (found.mode & 0o077) === 0)
  if (isOwn && found.isFile() && found.size <= mostBytes) return { fd, size: found.size }
  closeSync(fd)
  return undefined
}

function readAt(fd: number, length: number, position: number): Uint8Array {
  const bytes = Buffer.allocUnsafeSlow(length)
  return bytes.subarray(0, readSync(fd, bytes, 0, length, position))
}

/** A complete, undamaged store in a folder that the caller trusts; undefined for anything else. */
export function openStore(file: string, identity: string): Store | undefined {
  try {
    const opened = openOwn(file)
    if (opened === undefined) return undefined
    const { fd, size } = opened
    const start = decodeHeader(readAt(fd, Math.min(size, mostHeaderBytes), 0), size, identity)
    if (start === undefined) {
      closeSync(fd)
      return undefined
    }
    const { header } = start
    const places = new Map<string, { at: number; codeBytes: number; textBytes: number }>()
    let at = start.begin
    for (const kept of header.files) {
      places.set(kept.name, { ...kept, at })
      at += sizeOf(kept)
    }
    return {
      commands: header.commands,
      names: [...places.keys()],
      read(name) {
        const place = places.get(name)
        return place && readPart(fd, name, place)
      },
    }
  } catch {
    // Missing or unreadable: V8 compiles the text, which takes longer but has the same result.
    return undefined
  }
}

function readPart(
  fd: number,
  name: string,
  { at, codeBytes, textBytes }: { at: number; codeBytes: number; textBytes: number },
): KeptCode | undefined {
  try {
    const bytes = readAt(fd, 2 * codeBytes + textBytes, at)
    const code = bytes.subarray(0, codeBytes)
    const again = bytes.subarray(codeBytes, 2 * codeBytes)
    const text = bytes.subarray(2 * codeBytes)
    const isWhole = text.length === textBytes && Buffer.compare(code, again) === 0
    return isWhole ? { name, code, text } : undefined
  } catch {
    // A disk error: treated as damaged.
    return undefined
  }
}
