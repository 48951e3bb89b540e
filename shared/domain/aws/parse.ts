import type { Section, SharedFileDocument } from './document.ts'
import { readHeader } from './header.ts'
import { contentEndOf, hasLoneReturn, isBlankCode, lineEndOf } from './lines.ts'
import { propertiesOf } from './properties.ts'
import { bytesToText } from './text.ts'
import type { SharedFileKind } from './types.ts'

/** UTF-16 by its byte order mark, or by every other byte of the beginning being zero. */
function isUtf16(bytes: Uint8Array): boolean {
  const [a, b, c, d] = bytes
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) return true
  return (
    bytes.length >= 4 &&
    ((b === 0 && d === 0 && a !== 0 && c !== 0) || (a === 0 && c === 0 && b !== 0 && d !== 0))
  )
}

/**
 * Reads a shared file. Never fails: what no rule covers is kept as it is and shows up in `problems` of a section. `text` may be
 * given by a host that turns bytes into byte text faster than this room can.
 */
export function parseSharedFile(bytes: Uint8Array, kind: SharedFileKind, text?: string): SharedFileDocument {
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
  const bodyStart = marked ? 3 : 0
  if (isUtf16(bytes)) {
    const empty = preambleUntil(0, 0)
    return {
      kind,
      bytes,
      text: '',
      bodyStart: 0,
      unsupported: 'UTF-16',
      preamble: empty,
      sections: [],
      index: undefined,
    }
  }
  return parseText(text ?? bytesToText(bytes), bytes, bodyStart, kind)
}

function preambleUntil(start: number, end: number): Section {
  return {
    kind: 'preamble',
    rawName: '',
    prefixed: false,
    line: 1,
    start,
    bodyStart: start,
    end,
    body: undefined,
  }
}

function parseText(
  text: string,
  bytes: Uint8Array,
  bodyStart: number,
  kind: SharedFileKind,
): SharedFileDocument {
  const loneReturn = hasLoneReturn(text)
  const sections: Section[] = []
  const preamble = preambleUntil(bodyStart, text.length)
  const document: SharedFileDocument = { kind, bytes, text, bodyStart, preamble, sections, index: undefined }
  let current = preamble
  let line = 1
  for (let start = bodyStart; start < text.length; line += 1) {
    const end = lineEndOf(text, start, loneReturn)
    let open = start
    while (open < end && isBlankCode(text.charCodeAt(open))) open += 1
    if (
      text.charCodeAt(open) === 91 &&
      (open === start || opensSection(document, current, start, open - start))
    ) {
      const header = readHeader(text, open, contentEndOf(text, start, end), kind)
      current.end = start
      current = {
        kind: header.kind,
        rawName: header.rawName,
        prefixed: header.prefixed,
        line,
        start,
        bodyStart: end,
        end: text.length,
        body: undefined,
      }
      sections.push(current)
    }
    start = end
  }
  return document
}

/**
 * An indented `[` opens a section only where it cannot continue a value: nothing precedes it in its section, or what precedes
 * stands at least as deep (the rule of Python's configparser).
 */
function opensSection(
  document: SharedFileDocument,
  current: Section,
  start: number,
  indent: number,
): boolean {
  const { properties } = propertiesOf(document, { ...current, end: start, body: undefined })
  const last = properties.at(-1)
  return last === undefined || last.keyStart - last.start >= indent
}
