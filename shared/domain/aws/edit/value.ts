import type { Property, SharedFileDocument } from '../document.ts'
import { contentEndOf, isCommentLine, linesBetween } from '../lines.ts'
import { encodeText } from '../text.ts'
import { looseStart } from './loose-lines.ts'
import { insertLines } from './plan.ts'
import type { TextSplice } from './plan.ts'

/** Replaces a value on its line: only the value's bytes change, an inline comment moves to its own line above (rules R1, R2). */
export function replaceValue(document: SharedFileDocument, property: Property, value: string): TextSplice[] {
  const { text } = document
  const splices: TextSplice[] = []
  const contentEnd = contentEndOf(text, property.start, property.lineEnd)
  const empty = property.valueStart === property.valueEnd
  const raw = encodeText(value)
  const blankBefore = property.separator > property.keyEnd
  const blankAfter =
    text.slice(property.separator + 1, property.separator + 2).trim() === '' &&
    property.separator + 1 < contentEnd
  let start = property.valueStart
  let insert = raw
  if (text.charAt(property.separator) === ':') {
    start = property.keyEnd
    insert = (blankBefore || blankAfter ? ' = ' : '=') + raw
  } else if (empty) {
    start = property.separator + 1
    insert = (blankAfter ? text.charAt(start) : blankBefore ? ' ' : '') + raw
  }
  const end = property.comment >= 0 || empty ? contentEnd : property.valueEnd
  splices.push({ start, end, insert })
  if (property.comment >= 0) {
    const comment = text.slice(property.comment, contentEnd).trimEnd()
    splices.push(insertLines(document, property.start, [comment]))
  }
  splices.push(...removeContinuation(document, property))
  return splices
}

/**
 * Removes the lines that continue a value, with the blank lines between them; comments in between stay, and so do loose
 * settings.
 */
function removeContinuation(document: SharedFileDocument, property: Property): TextSplice[] {
  const { text } = document
  const lines = property.continuation ?? []
  const loose = looseStart(text, property)
  const last = lines[(loose < 0 ? lines.length : loose) - 1]
  if (!last) return []
  return linesBetween(text, property.lineEnd, last.end, document.loneReturn)
    .filter((line) => !isCommentLine(text, line))
    .map(({ start, end }) => ({ start, end, insert: '' }))
}
