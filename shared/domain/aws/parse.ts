import type { AnySectionKind, Section, SharedFileDocument } from './document.ts'
import { plainHeader, readHeader } from './header.ts'
import { contentEndOf, hasLoneReturn, isBlankCode, lineEndOf } from './lines.ts'
import { readProperty } from './properties.ts'
import { bytesToText, onlyAscii } from './text.ts'
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

const parsed = new WeakMap<Uint8Array, SharedFileDocument>()

/**
 * Reads a shared file. Never fails: what no rule covers is kept unchanged and appears in `problems` of a section.
 * The same bytes give the same document while somebody holds them: one write asks for it in half a dozen places. So
 * bytes that were parsed must not be changed in place.
 */
export function parseSharedFile(bytes: Uint8Array, kind: SharedFileKind): SharedFileDocument {
  const known = parsed.get(bytes)
  if (known?.kind === kind) return known
  const document = parseBytes(bytes, kind)
  parsed.set(bytes, document)
  return document
}

function parseBytes(bytes: Uint8Array, kind: SharedFileKind): SharedFileDocument {
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
  const bodyStart = marked ? 3 : 0
  if (isUtf16(bytes)) return { ...parseText('', bytes, 0, kind), unsupported: 'UTF-16' }
  return parseText(bytesToText(bytes), bytes, bodyStart, kind)
}

function newSection(
  kind: AnySectionKind,
  rawName: string,
  prefixed: boolean,
  plain: boolean,
  line: number,
  start: number,
  bodyStart: number,
  end: number,
): Section {
  return { kind, rawName, prefixed, plain, line, start, bodyStart, end, indented: false, body: undefined }
}

/** Whether the line [start, end), which begins with a blank, has more than blanks and its end. */
function hasText(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at)
    if (code !== 32 && code !== 9 && code !== 10 && code !== 13) return true
  }
  return false
}

function parseText(
  text: string,
  bytes: Uint8Array,
  bodyStart: number,
  kind: SharedFileKind,
): SharedFileDocument {
  const loneReturn = text.includes('\r') && hasLoneReturn(text)
  const sections: Section[] = []
  const preamble = newSection('preamble', '', false, false, 1, bodyStart, bodyStart, text.length)
  const ascii = onlyAscii(bytes)
  const document: SharedFileDocument = {
    kind,
    bytes,
    text,
    bodyStart,
    loneReturn,
    ascii,
    preamble,
    sections,
    lookups: 0,
    index: undefined,
  }
  const pattern = plainHeader[kind]
  let current = preamble
  const probe: Probe = { section: preamble, upTo: preamble.bodyStart, setting: -1, level: 0, open: false }
  let line = 1
  for (let start = bodyStart; start < text.length; line += 1) {
    const feed = loneReturn ? lineEndOf(text, start, true) : text.indexOf('\n', start) + 1
    const end = feed === 0 ? text.length : feed
    let first = text.charCodeAt(start)
    let open = start
    if ((first === 32 || first === 9) && hasText(text, start, end)) {
      while (isBlankCode(text.charCodeAt(open))) open += 1
      first = text.charCodeAt(open)
      if (first !== 91 || !opensSection(document, probe, current, start, open - start)) {
        current.indented = true
        first = 0
      }
    }
    if (first === 91) {
      current.end = start
      pattern.lastIndex = open
      if (pattern.test(text)) {
        // In config, the only such header without a prefix is `[default]`.
        const prefixed = kind === 'config' && text.charCodeAt(open + 1) === 112
        const name = text.slice(open + (prefixed ? 9 : 1), end - 2)
        current = newSection('profile', name, prefixed, open === start, line, start, end, text.length)
      } else {
        const header = readHeader(text, open, contentEndOf(text, start, end), kind)
        current = newSection(
          header.kind,
          header.rawName,
          header.prefixed,
          false,
          line,
          start,
          end,
          text.length,
        )
      }
      sections.push(current)
    }
    start = end
  }
  return document
}

/** How far the lines of the current section were looked at, to decide about an indented `[` below them. */
interface Probe {
  section: Section
  upTo: number
  /** Indentation of the last setting; -1 while there is none. */
  setting: number
  /** As in `readBody`: the depth that a line must exceed to continue the setting above. */
  level: number
  open: boolean
}

/**
 * An indented `[` opens a section only where it cannot continue a value: nothing precedes it in its section, or what precedes
 * is at least as deep (the rule of Python's configparser). Looks at every line once, however many brackets follow.
 */
function opensSection(
  document: SharedFileDocument,
  probe: Probe,
  current: Section,
  start: number,
  indent: number,
): boolean {
  const { text, loneReturn } = document
  if (probe.section !== current) {
    Object.assign(probe, { section: current, upTo: current.bodyStart, setting: -1, level: 0, open: false })
  }
  for (let at = probe.upTo; at < start;) {
    const end = lineEndOf(text, at, loneReturn)
    let contentEnd = contentEndOf(text, at, end)
    let keyStart = at
    while (keyStart < contentEnd && isBlankCode(text.charCodeAt(keyStart))) keyStart += 1
    const first = text.charCodeAt(keyStart)
    const blankOrComment = keyStart === contentEnd || first === 35 || first === 59
    if (!blankOrComment && !(probe.open && keyStart - at > probe.level)) {
      while (isBlankCode(text.charCodeAt(contentEnd - 1))) contentEnd -= 1
      const property = readProperty(text, 0, at, keyStart, contentEnd, end)
      probe.level = keyStart - at
      probe.open = property !== undefined && property.keyEnd > property.keyStart
      if (probe.open) probe.setting = probe.level
    }
    at = end
  }
  probe.upTo = start
  return probe.setting < 0 || probe.setting >= indent
}
