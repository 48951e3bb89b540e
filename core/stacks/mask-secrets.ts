import type { ByteRange } from '../../shared/domain/edit/types.ts'
import { privateKeyFollower, shapeSpans } from '../../shared/domain/secrets/find-secrets.ts'
import { namedSpans } from '../../shared/domain/secrets/named-values.ts'
import { isSecretName } from '../../shared/domain/secrets/secret-names.ts'
import { joinSpans } from '../../shared/domain/secrets/spans.ts'

/** Of longer keys, only the end is looked at, which decides. */
const longestKey = 200
const endOfKey = /^(?:\s|$|\\?["'[{])/
// eslint-disable-next-line regexp/no-super-linear-move -- the text is no longer than longestKey
const keyAtEnd = /[A-Za-z_][\w.:-]*$/

function hides(key: string): boolean {
  return key === 'secure' || key === 'encryptedkey' || isSecretName(key)
}

/** The key in front of the colon at `colon`, anywhere in a line: bare, quoted, or quoted inside JSON text. */
function keyBefore(line: string, colon: number): string | undefined {
  if (!endOfKey.test(line.slice(colon + 1, colon + 3))) return undefined
  const before = line.slice(Math.max(0, colon - longestKey), colon).trimEnd()
  return keyAtEnd.exec(before.replace(/\\?["']$/, ''))?.[0]
}

/** Where the value ends that begins at `start`: its closing quote, or the end of the line. */
function endOfValue(line: string, start: number): number {
  const opening = /^\\?["']/.exec(line.slice(start, start + 2))
  if (!opening) return line.length
  const quote = opening[0]
  for (let at = start + quote.length; at < line.length; at++) {
    if (line.startsWith(quote, at) && (quote.startsWith('\\') || line[at - 1] !== '\\'))
      return at + quote.length
  }
  return line.length
}

function firstInk(line: string, from: number): number {
  let at = from
  while (at < line.length && /\s/.test(line[at]!)) at++
  return at
}

/** Whether a quoted value ends the line, so that no deeper line continues it. */
function endsWithQuote(line: string): boolean {
  let at = line.length
  while (at > 0 && /[\s,}\]]/.test(line[at - 1]!)) at--
  return line[at - 1] === '"' || line[at - 1] === "'"
}

interface KeyedValues {
  readonly spans: readonly ByteRange[]
  /** Deeper lines below belong to one of them. */
  readonly opens: boolean
}

function keyedValues(line: string): KeyedValues {
  const spans: ByteRange[] = []
  let opens = false
  let covered = 0
  for (let colon = line.indexOf(':'); colon >= 0; colon = line.indexOf(':', colon + 1)) {
    if (colon < covered) continue
    const key = keyBefore(line, colon)
    if (key === undefined || !hides(key)) continue
    const start = firstInk(line, colon + 1)
    covered = endOfValue(line, start)
    spans.push({ start, end: covered })
    opens = !endsWithQuote(line)
  }
  return { spans, opens }
}

/**
 * The secrets of a stack or project file, found line by line and without a YAML parser, so that undo and history can
 * mask any content, even broken files. It hides too much rather than too little: a value without quotes goes to the end of its
 * line, and lines indented below a secret key belong to it. Secrets with a known shape are hidden anywhere, even in comments.
 * Linear.
 */
export function maskStackSecrets(bytes: Uint8Array): ByteRange[] {
  const ranges: ByteRange[] = []
  // One character for each byte, so that positions are those of the bytes.
  const text = Buffer.from(bytes).toString('latin1')
  const key = privateKeyFollower()
  let offset = 0
  let hiddenBelow = -1
  for (const part of text.split(/(?<=\n|\r(?!\n))/)) {
    const line = part.replace(/[\r\n]{1,2}$/, '')
    const indent = /^(?:\s|-\s)*/.exec(line)![0].length
    const isBlank = indent >= line.length
    const ofKey = key(line)
    if (hiddenBelow >= 0 && (isBlank || indent > hiddenBelow)) {
      if (!isBlank) ranges.push({ start: offset + indent, end: offset + line.length })
    } else {
      const { spans, opens } = keyedValues(line)
      hiddenBelow = opens ? indent : -1
      const found = [
        ...spans,
        ...shapeSpans(line, text, offset),
        ...namedSpans(line),
        ...(ofKey ? [ofKey] : []),
      ]
      for (const { start, end } of joinSpans(found)) ranges.push({ start: offset + start, end: offset + end })
    }
    offset += part.length
  }
  return ranges
}
