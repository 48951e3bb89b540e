import { namedSpans, type LineMode } from './named-values.ts'
import { isKeyBody, privateKeyEnd, privateKeyStart } from './private-keys.ts'
import { joinSpans, type Span } from './spans.ts'
import { tokenSpans } from './token-shapes.ts'
import { urlSpans } from './url-secrets.ts'

/** What every text with a secret contains. This test alone clears most texts. */
const suspicious =
  /[A-Za-z0-9/+]{40}|[=:@?]|\s-|eyJ|_live_|_test_|\b(?:basic|bearer|pass|secret|token|key|set)|[a-z][-_.][\w-]{10}/i

function shift(spans: readonly Span[], by: number): Span[] {
  return spans.map(({ start, end }) => ({ start: start + by, end: end + by }))
}

/** The secrets of one line by their shape, whatever is around them. `around` has the line at `offset`. */
export function shapeSpans(line: string, around = line, offset = 0): Span[] {
  return suspicious.test(line) ? [...tokenSpans(line, around, offset), ...urlSpans(line)] : []
}

/** Follows the lines of a text in order and tells which part of each belongs to a private key. */
export function privateKeyFollower(): (line: string) => Span | undefined {
  let inside = false
  return (line) => {
    const start = privateKeyStart(line)
    const end = privateKeyEnd(line)
    if (start >= 0) {
      const stop = end > start ? end : line.trimEnd().length
      inside = end <= start
      return stop > start ? { start, end: stop } : undefined
    }
    if (!inside) return undefined
    inside = end < 0 && (isKeyBody(line) || line.trim() === '')
    if (end >= 0 || !inside) return undefined
    const first = line.search(/[A-Za-z0-9+/]/)
    return first < 0 ? undefined : { start: first, end: line.trimEnd().length }
  }
}

/** The secrets of a text of any origin: a program's output, a message, a value, a comment. Takes linear time. */
export function secretSpans(text: string, mode: LineMode = 'text'): Span[] {
  if (!suspicious.test(text)) return []
  const spans: Span[] = []
  const key = privateKeyFollower()
  let start = 0
  for (const line of text.split(/\r\n|\n|\r/)) {
    const ofKey = key(line)
    if (ofKey) spans.push(...shift([ofKey], start))
    spans.push(...shift([...shapeSpans(line, text, start), ...namedSpans(line, mode)], start))
    start += line.length
    start += text.startsWith('\r\n', start) ? 2 : 1
  }
  return joinSpans(spans)
}
