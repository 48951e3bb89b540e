import type { ByteRange } from '../edit/types.ts'
import { commandSpans } from '../secrets/command-secrets.ts'
import { privateKeyFollower, shapeSpans } from '../secrets/find-secrets.ts'
import { isSecretName } from '../secrets/secret-names.ts'
import { namedSpans } from '../secrets/named-values.ts'
import { joinSpans, type Span } from '../secrets/spans.ts'
import { contentEndOf, isBlankCode, lineEndOf } from './lines.ts'
import { parseSharedFile } from './parse.ts'
import { loneReturnOf } from './properties.ts'
import type { SharedFileKind } from './types.ts'

const paddedPiece = /^[A-Za-z0-9+/]+={1,2}$/
/** A padded line of that length is not a setting without a value: their names are shorter or have a `_` or `-` in them. */
const longestPlainKey = 16

/**
 * Whether a line in the first column may continue the secret above it, as a token that was broken into lines when it was
 * copied: `behindPiece` says that the line above does. A line that can be read as a header or setting does not.
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
 * The line start from which the secrets of the line at `at` can be found: a setting or header in the first column,
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

const processLine = /^[\s#;]{0,80}(?:credential|mfa)_process[ \t]{0,80}[=:]/i

function shifted(spans: readonly Span[], by: number): Span[] {
  return spans.map(({ start, end }) => ({ start: start + by, end: end + by }))
}

const oneWord = /^[#;\s]*[^\s#;=:[]+$/

/** Whether a line of one word is below one that is only the name of a secret: a setting that lost its `=`, or a list of them. */
function isBelowName(text: string, start: number, line: string): boolean {
  if (start === 0 || !oneWord.test(line)) return false
  const before = text.slice(text.lastIndexOf('\n', start - 2) + 1, start).trim()
  return before.length < 120 && oneWord.test(before) && isSecretName(before.replace(/^[#;\s]+/, ''))
}

/** The secrets in the line at `first` that their shape gives away, and those among the arguments of a command. */
function lineShapes(text: string, line: string, first: number): Span[] {
  const command = processLine.exec(line)?.[0].length
  const arguments_ = command === undefined ? [] : shifted(commandSpans(line.slice(command)), command)
  return [...shapeSpans(line, text, first), ...arguments_]
}

/**
 * The bytes that hold secrets, for masking: values of secret keys up to the end of their line, in settings, nested settings,
 * comments, `export` lines and lines no rule covers, and the lines below that continue them: deeper ones, and pieces of a broken
 * one; and anywhere, what its shape gives away: key pairs, tokens, passwords in addresses and commands, private keys. The whole
 * file when its encoding is not known. Hides too much rather than too little. With windows (whole lines, in order), others than
 * those in them may be left out.
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
  // The indentation of the secret setting whose value may go on in deeper lines; -1 outside one.
  let secretIndent = -1
  let piece = false
  let key = privateKeyFollower()
  let start = document.bodyStart
  const scanUntil = (until: number): void => {
    while (start < until) {
      const end = lineEndOf(text, start, loneReturn)
      let contentEnd = contentEndOf(text, start, end)
      let first = start
      while (first < contentEnd && isBlankCode(text.charCodeAt(first))) first += 1
      while (contentEnd > first && isBlankCode(text.charCodeAt(contentEnd - 1))) contentEnd -= 1
      if (first < contentEnd) {
        const line = text.slice(first, contentEnd)
        const comment = line.startsWith('#') || line.startsWith(';')
        const named = namedSpans(line, 'setting')
        const ofKey = key(line)
        const deeper = secretIndent >= 0 && first - start > secretIndent
        const broken = secretIndent >= 0 && !comment && isPiece(line, piece)
        if (deeper || broken) {
          ranges.push({ start: first, end: contentEnd })
          piece = !deeper
        } else {
          if (!comment) piece = false
          if (!comment) secretIndent = named.length > 0 ? first - start : -1
          const alone = isBelowName(text, start, line) ? [{ start: 0, end: line.length }] : []
          const found = [...named, ...alone, ...(ofKey ? [ofKey] : []), ...lineShapes(text, line, first)]
          ranges.push(...joinSpans(shifted(found, first)))
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
      key = privateKeyFollower()
    }
    scanUntil(window.end)
  }
  return ranges
}
