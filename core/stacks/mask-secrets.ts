import type { ByteRange } from '../../shared/domain/edit/types.ts'
import { isSecretName } from '../../shared/domain/pulumi/secret-names.ts'

/** A key and its colon, anywhere in a line: bare, quoted, or quoted inside JSON text. */
const keyAndColon = /(\\?["']?)([A-Za-z_][\w.:-]*)\1\s*:(?=\s|$|\\?["'[{])/g

function hides(key: string): boolean {
  return key === 'secure' || key === 'encryptedkey' || isSecretName(key)
}

/** Where the value ends that begins at `start`: its closing quote, or the end of the line. */
function endOfValue(line: string, start: number): number {
  const opening = /^\s*(\\?["'])/.exec(line.slice(start))
  if (!opening) return line.length
  const quote = opening[1]!
  for (let at = start + opening[0].length; at < line.length; at++) {
    if (line.startsWith(quote, at) && (quote.startsWith('\\') || line[at - 1] !== '\\'))
      return at + quote.length
  }
  return line.length
}

/**
 * The secrets of a stack or project file, found line by line and without a YAML parser, so that undo and history can
 * mask any content, broken files too. It hides rather too much: a value without quotes goes to the end of its line, and
 * lines indented below a secret key belong to it.
 */
export function maskStackSecrets(bytes: Uint8Array): ByteRange[] {
  const ranges: ByteRange[] = []
  // One character for each byte, so that positions are those of the bytes.
  const text = Buffer.from(bytes).toString('latin1')
  let offset = 0
  let hiddenBelow = -1
  for (const part of text.split(/(?<=\n|\r(?!\n))/)) {
    const line = part.replace(/[\r\n]+$/, '')
    const indent = /^(?:\s|-\s)*/.exec(line)![0].length
    const isBlank = line.trim() === ''
    if (hiddenBelow >= 0 && (isBlank || indent > hiddenBelow)) {
      if (!isBlank) ranges.push({ start: offset + indent, end: offset + line.length })
    } else {
      hiddenBelow = -1
      let covered = 0
      for (const match of line.matchAll(keyAndColon)) {
        if (match.index < covered || !hides(match[2]!)) continue
        const start = match.index + match[0].length
        const end = endOfValue(line, start)
        covered = end
        const padding = line.slice(start, end).length - line.slice(start, end).trimStart().length
        if (start + padding < end) ranges.push({ start: offset + start + padding, end: offset + end })
        if (!/["']\s*[,}\]]*\s*$/.test(line)) hiddenBelow = indent
      }
    }
    offset += part.length
  }
  return ranges
}
