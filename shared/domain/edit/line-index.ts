import type { ByteRange } from './types.ts'

/** Where the lines of a file start, and which of its bytes are secret. */
export interface LineIndex {
  readonly bytes: Uint8Array
  /** Number of lines. Bytes after the last LF count as a line; an empty file has none. */
  readonly count: number
  /** Byte offset at which each line starts, and the end of the file after the last one. */
  readonly starts: Uint32Array
  /** Sorted by start. */
  readonly secrets: readonly ByteRange[]
}

const lineFeed = 0x0a

/** Scans once for line feeds. `secrets` may come in any order. */
export function indexLines(bytes: Uint8Array, secrets: readonly ByteRange[]): LineIndex {
  let count = 0
  for (let at = bytes.indexOf(lineFeed); at !== -1; at = bytes.indexOf(lineFeed, at + 1)) count++
  const endsOpen = bytes.length > 0 && bytes[bytes.length - 1] !== lineFeed
  const total = count + (endsOpen ? 1 : 0)
  const starts = new Uint32Array(total + 1)
  let line = 1
  for (let at = bytes.indexOf(lineFeed); at !== -1; at = bytes.indexOf(lineFeed, at + 1))
    starts[line++] = at + 1
  starts[total] = bytes.length
  return { bytes, count: total, starts, secrets: secrets.toSorted((a, b) => a.start - b.start) }
}

/** Bytes [start, end) of a line, 0-based, with its line break. */
export function lineAt(lines: LineIndex, line: number): ByteRange {
  return { start: lines.starts[line]!, end: lines.starts[line + 1]! }
}

/** The 0-based line that holds a byte offset; the end of the file belongs to the line after the last full one. */
export function lineOfOffset(lines: LineIndex, offset: number): number {
  let low = 0
  let high = lines.count
  while (low < high) {
    const middle = (low + high) >>> 1
    if (lines.starts[middle + 1]! <= offset) low = middle + 1
    else high = middle
  }
  return low
}

/** The secrets that touch bytes [start, end), cut to them. */
export function secretsWithin(lines: LineIndex, range: ByteRange): ByteRange[] {
  const found: ByteRange[] = []
  for (
    let index = firstSecretEndingAfter(lines.secrets, range.start);
    index < lines.secrets.length;
    index++
  ) {
    const secret = lines.secrets[index]!
    if (secret.start >= range.end) break
    const start = Math.max(secret.start, range.start, found.at(-1)?.end ?? 0)
    const end = Math.min(secret.end, range.end)
    if (end > start) found.push({ start, end })
  }
  return found
}

function firstSecretEndingAfter(secrets: readonly ByteRange[], offset: number): number {
  let low = 0
  let high = secrets.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (secrets[middle]!.end <= offset) low = middle + 1
    else high = middle
  }
  return low
}
