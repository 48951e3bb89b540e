import type { ByteRange, Splice } from './types.ts'

/** Where the lines of a file start, and which of its bytes are secret. */
export interface LineIndex {
  readonly bytes: Uint8Array
  /** Number of lines. Bytes after the last LF count as a line; an empty file has none. */
  readonly count: number
  /** Byte offset at which each line starts, and the end of the file after the last one; what follows means nothing. */
  readonly starts: Uint32Array
  /** Sorted by start. */
  readonly secrets: readonly ByteRange[]
}

const lineFeed = 0x0a

/** Scans once for line feeds. No secrets are known yet. */
export function indexLines(bytes: Uint8Array): LineIndex {
  let starts = new Uint32Array(1024 + (bytes.length >>> 4))
  let next = 1
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] !== lineFeed) continue
    // One place is reserved for the end of the file.
    if (next + 1 === starts.length) starts = enlarged(starts)
    starts[next++] = at + 1
  }
  return finished(bytes, starts, next)
}

/** The lines of the file after the splices of an indexed one, without looking at what stays. */
export function indexSpliced(before: LineIndex, splices: readonly Splice[], bytes: Uint8Array): LineIndex {
  const inserted = splices.reduce((sum, { insert }) => sum + insert.length, 0)
  const starts = new Uint32Array(before.count + inserted + 2)
  const known = before.starts
  const last = before.count - (endsOpen(before.bytes) ? 1 : 0)
  let next = 1
  let line = 1
  let delta = 0
  const keepUntil = (end: number): void => {
    // A line that starts at N is there because of the line feed at N - 1.
    for (; line <= last && known[line]! <= end; line++) starts[next++] = known[line]! + delta
  }
  for (const { start, end, insert } of splices) {
    keepUntil(start)
    while (line <= last && known[line]! <= end) line++
    for (let at = 0; at < insert.length; at++)
      if (insert[at] === lineFeed) starts[next++] = start + delta + at + 1
    delta += insert.length - (end - start)
  }
  keepUntil(Infinity)
  return finished(bytes, starts, next)
}

function endsOpen(bytes: Uint8Array): boolean {
  return bytes.length > 0 && bytes[bytes.length - 1] !== lineFeed
}

function enlarged(starts: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(starts.length * 2)
  larger.set(starts)
  return larger
}

/** `starts` has a place for each line up to `next`, and one more. */
function finished(bytes: Uint8Array, starts: Uint32Array, next: number): LineIndex {
  const count = endsOpen(bytes) ? next : next - 1
  starts[count] = bytes.length
  return { bytes, count, starts, secrets: [] }
}

/** The same lines with their secrets, which may come in any order. */
export function withSecrets(lines: LineIndex, secrets: readonly ByteRange[]): LineIndex {
  return { ...lines, secrets: secrets.toSorted((a, b) => a.start - b.start) }
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
