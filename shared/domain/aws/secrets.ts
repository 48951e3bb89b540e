import type { ByteRange } from '../edit/types.ts'
import { isSecretKey } from './keys.ts'
import { contentEndOf, isBlankCode, lineEndOf } from './lines.ts'
import { parseSharedFile } from './parse.ts'
import { loneReturnOf } from './properties.ts'
import type { SharedFileKind } from './types.ts'

const candidate =
  /([A-Za-z0-9_.-]*(?:secret|token|passw|passphrase|private_key)[A-Za-z0-9_.-]*)["']?[ \t]*[=:][ \t]*/gi

/** Where the secret in [from, contentEnd) begins: behind the first `key =` whose key names a secret; -1 without one. */
function secretStart(text: string, from: number, contentEnd: number): number {
  candidate.lastIndex = 0
  const line = text.slice(from, contentEnd)
  for (let match = candidate.exec(line); match; match = candidate.exec(line)) {
    const key = (match[1] ?? '').replace(/^[-.]+/, '')
    if (key.split('.').some(isSecretKey)) return from + match.index + match[0].length
    candidate.lastIndex = match.index + Math.max(1, match[1]?.length ?? 1)
  }
  return -1
}

/**
 * The bytes that hold secrets, for masking: values of secret keys up to the end of their line, in settings, nested settings,
 * comments, `export` lines and lines no rule covers, and the deeper lines below that continue them. The whole file when its
 * encoding is not known. Errs on the side of hiding too much.
 */
export function secretRanges(bytes: Uint8Array, kind: SharedFileKind): ByteRange[] {
  const document = parseSharedFile(bytes, kind)
  if (document.unsupported !== undefined) return bytes.length > 0 ? [{ start: 0, end: bytes.length }] : []
  const { text } = document
  const loneReturn = loneReturnOf(document)
  const ranges: ByteRange[] = []
  // The indentation of the secret setting whose value may go on in deeper lines; -1 outside of one.
  let secretIndent = -1
  for (let start = document.bodyStart; start < text.length;) {
    const end = lineEndOf(text, start, loneReturn)
    let contentEnd = contentEndOf(text, start, end)
    let first = start
    while (first < contentEnd && isBlankCode(text.charCodeAt(first))) first += 1
    while (contentEnd > first && isBlankCode(text.charCodeAt(contentEnd - 1))) contentEnd -= 1
    if (first < contentEnd) {
      const comment = text.charCodeAt(first) === 35 || text.charCodeAt(first) === 59
      const found = secretStart(text, first, contentEnd)
      if (secretIndent >= 0 && first - start > secretIndent) ranges.push({ start: first, end: contentEnd })
      else {
        if (!comment) secretIndent = found >= 0 ? first - start : -1
        if (found >= 0 && found < contentEnd) ranges.push({ start: found, end: contentEnd })
      }
    }
    start = end
  }
  return ranges
}
