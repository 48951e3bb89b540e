import type { ByteRange } from '../edit/types.ts'
import { isSecretKey } from './keys.ts'
import { contentEndOf, isBlankCode, lineEndOf } from './lines.ts'
import { parseSharedFile } from './parse.ts'
import { loneReturnOf } from './properties.ts'
import type { SharedFileKind } from './types.ts'

const hint = /secret|token|passw|passphrase|private_key/gi
const wordCharacter = /[A-Za-z0-9_.-]/
const assignment = /["']?[ \t]*[=:][ \t]*/y

/** Where the secret in a line begins: behind the first `key =` whose key names a secret; -1 without one. Linear in the line. */
function secretStart(line: string): number {
  hint.lastIndex = 0
  for (let match = hint.exec(line); match; match = hint.exec(line)) {
    let start = match.index
    let end = hint.lastIndex
    while (start > 0 && wordCharacter.test(line.charAt(start - 1))) start -= 1
    while (end < line.length && wordCharacter.test(line.charAt(end))) end += 1
    hint.lastIndex = end
    assignment.lastIndex = end
    if (!assignment.test(line)) continue
    if (
      line
        .slice(start, end)
        .replace(/^[-.]+/, '')
        .split('.')
        .some(isSecretKey)
    )
      return assignment.lastIndex
  }
  return -1
}

const paddedPiece = /^[A-Za-z0-9+/]+={1,2}$/
/** A padded line of that length is no setting without a value: their names are shorter or have a `_` or `-` in them. */
const longestPlainKey = 16

/**
 * Whether a line in the first column may go on with the secret above it, as a token that was broken into lines when it was
 * copied: `behindPiece` tells that the line above does. A line that can be read as a header or setting does not.
 */
function isPiece(line: string, behindPiece: boolean): boolean {
  if (line.startsWith('[')) return false
  if (!/[=:]/.test(line)) return true
  return paddedPiece.test(line) && (behindPiece || line.length >= longestPlainKey)
}

/** The text of the line that starts in the first column at `start`, without its end and the blanks before that. */
function contentAt(text: string, start: number): string {
  let end = start
  while (end < text.length && text.charCodeAt(end) !== 10 && text.charCodeAt(end) !== 13) end += 1
  while (end > start && isBlankCode(text.charCodeAt(end - 1))) end -= 1
  return text.slice(start, end)
}

/**
 * The start of the line from which on the secrets of the line at `at` can be told: a setting or header in the first column,
 * which continues nothing, at or above it. Not before `least`.
 */
function anchorOf(text: string, at: number, least: number): number {
  for (let line = at; line > least; line = line < 2 ? 0 : text.lastIndexOf('\n', line - 2) + 1) {
    const first = text.charCodeAt(line)
    const continues = isBlankCode(first) || first === 35 || first === 59 || first === 13 || first === 10
    if (continues || text.charCodeAt(line - 1) !== 10) continue
    if (!isPiece(contentAt(text, line), true)) return line
  }
  return least
}

/**
 * The bytes that hold secrets, for masking: values of secret keys up to the end of their line, in settings, nested settings,
 * comments, `export` lines and lines no rule covers, and the lines below that continue them: deeper ones, and pieces of a broken
 * one. The whole file when its
 * encoding is not known. Errs on the side of hiding too much. With windows (whole lines, in order), others than those in
 * them may be left out.
 */
export function secretRanges(
  bytes: Uint8Array,
  kind: SharedFileKind,
  windows?: readonly ByteRange[],
): ByteRange[] {
  const document = parseSharedFile(bytes, kind)
  if (document.unsupported !== undefined) return bytes.length > 0 ? [{ start: 0, end: bytes.length }] : []
  const { text } = document
  const loneReturn = loneReturnOf(document)
  const ranges: ByteRange[] = []
  // The indentation of the secret setting whose value may go on in deeper lines; -1 outside of one.
  let secretIndent = -1
  let piece = false
  let start = document.bodyStart
  const scanUntil = (until: number): void => {
    while (start < until) {
      const end = lineEndOf(text, start, loneReturn)
      let contentEnd = contentEndOf(text, start, end)
      let first = start
      while (first < contentEnd && isBlankCode(text.charCodeAt(first))) first += 1
      while (contentEnd > first && isBlankCode(text.charCodeAt(contentEnd - 1))) contentEnd -= 1
      if (first < contentEnd) {
        const comment = text.charCodeAt(first) === 35 || text.charCodeAt(first) === 59
        const offset = secretStart(text.slice(first, contentEnd))
        const found = offset < 0 ? -1 : first + offset
        const deeper = secretIndent >= 0 && first - start > secretIndent
        const broken = secretIndent >= 0 && !comment && isPiece(text.slice(first, contentEnd), piece)
        if (deeper || broken) {
          ranges.push({ start: first, end: contentEnd })
          piece = !deeper
        } else {
          if (!comment) piece = false
          if (!comment) secretIndent = found >= 0 ? first - start : -1
          if (found >= 0 && found < contentEnd) ranges.push({ start: found, end: contentEnd })
        }
      }
      start = end
    }
  }
  for (const window of windows ?? [{ start, end: text.length }]) {
    const anchor = anchorOf(text, window.start, start)
    if (anchor > start) {
      start = anchor
      secretIndent = -1
      piece = false
    }
    scanUntil(window.end)
  }
  return ranges
}
