import type { Section, SharedFileDocument } from './document.ts'
import { isSecretName } from '../secrets/secret-names.ts'
import { isExpiryKey, listedPlaces } from './keys.ts'
import { isBlankCode } from './lines.ts'
import { eachSetting, valueOf } from './lookup.ts'
import { decodeText, lowerCaseText } from './text.ts'

/** A key that was seen before, so that ten thousand profiles share a few strings. */
export interface KnownKey {
  /** Lower-case, decoded; `parent.child` for a nested setting. */
  readonly key: string
  readonly secret: boolean
  /** Whether tools note the end of temporary keys under it. */
  readonly expiry: boolean
  /** As in the file; for a nested setting, its own part. */
  readonly spelled: string
  /** Of a nested setting, the one above it. */
  readonly parent: KnownKey | undefined
  /** The place of the key in `listedKeys`, or -1. */
  readonly place: number
  /** The keys that were nested under it. */
  children: KeyTable | undefined
  /** The key that came after this one last time: profiles list their settings in the same order, so it is tried first. */
  next: KnownKey | undefined
}

/** Keys by a hash of their spelling. Bounded, for files with endless different keys. */
export type KeyTable = Map<number, KnownKey>

const tableLimit = 4096

export type Emit = (key: KnownKey, value: string, line: number) => void

function learn(keys: KeyTable, hash: number, spelled: string, parent: KnownKey | undefined): KnownKey {
  const own = decodeText(lowerCaseText(spelled))
  const key = parent === undefined ? own : `${parent.key}.${own}`
  const place = listedPlaces.get(key) ?? -1
  const known = {
    key,
    secret: isSecretName(key),
    expiry: isExpiryKey(key),
    spelled,
    parent,
    place,
    children: undefined,
    next: undefined,
  }
  if (keys.size < tableLimit) keys.set(hash, known)
  return known
}

function scanSlowly(document: SharedFileDocument, section: Section, keys: KeyTable, emit: Emit): void {
  eachSetting(document, section, (rawKey, property) => {
    let hash = 7
    for (let at = 0; at < rawKey.length; at += 1) hash = (Math.imul(hash, 31) + rawKey.charCodeAt(at)) | 0
    const known = keys.get(hash)
    emit(
      known?.spelled === rawKey ? known : learn(keys, hash, rawKey, undefined),
      valueOf(document, property),
      property.line,
    )
  })
}

/**
 * What is carried from line to line in one document: where the next `#` and `;` are, seen from where the search began, so
 * that lines without one cost nothing. Sections may be scanned in any order.
 */
export interface ScanState {
  hash: number
  hashFrom: number
  semicolon: number
  semicolonFrom: number
  /** The key of the setting before. */
  last: KnownKey | undefined
  /** The place of the `=` or `:` of the last key. */
  separator: number
}

export function newScanState(): ScanState {
  return { hash: -1, hashFrom: 0, semicolon: -1, semicolonFrom: 0, last: undefined, separator: -1 }
}

/** The offset of the `=` when `known` stands at `start`; -1 when it does not. */
function matchKey(text: string, start: number, known: KnownKey): number {
  if (!text.startsWith(known.spelled, start)) return -1
  let at = start + known.spelled.length
  while (isBlankCode(text.charCodeAt(at))) at += 1
  return text.charCodeAt(at) === 61 ? at : -1
}

/** The offset of an inline comment in [from, end), or -1. */
function findComment(text: string, from: number, end: number, state: ScanState): number {
  for (let at = from; ;) {
    if (state.hash < at || at < state.hashFrom) {
      state.hashFrom = at
      state.hash = text.indexOf('#', at)
      if (state.hash < 0) state.hash = text.length
    }
    if (state.semicolon < at || at < state.semicolonFrom) {
      state.semicolonFrom = at
      state.semicolon = text.indexOf(';', at)
      if (state.semicolon < 0) state.semicolon = text.length
    }
    const next = state.hash < state.semicolon ? state.hash : state.semicolon
    if (next >= end) return -1
    if (isBlankCode(text.charCodeAt(next - 1))) return next
    at = next + 1
  }
}

/**
 * The key of the line whose text is [start, end), and its separator in `state`; undefined when the line has none. A nested
 * line must have a `=`, others may have a `:` instead.
 */
function readKey(
  text: string,
  start: number,
  end: number,
  keys: KeyTable,
  state: ScanState,
  parent: KnownKey | undefined,
): KnownKey | undefined {
  const expected = state.last?.next
  if (expected !== undefined && expected.parent === parent) {
    state.separator = matchKey(text, start, expected)
    if (state.separator >= 0) return (state.last = expected)
  }
  // The key: up to the first `=`. Blanks are left out of the hash, so that `a =` and `a=` find the same entry.
  let hash = 7
  let colon = -1
  let at = start
  let code = text.charCodeAt(at)
  for (; at < end && code !== 61; code = text.charCodeAt((at += 1))) {
    if (code > 32) {
      if (code === 58 && colon < 0) colon = at
      else if ((code === 35 || code === 59) && isBlankCode(text.charCodeAt(at - 1))) break
      hash = (Math.imul(hash, 31) + code) | 0
    }
  }
  let separator = at
  if (code !== 61 || at >= end) {
    separator = parent === undefined ? colon : -1
    hash = -1
  }
  if (separator <= start) return undefined
  let keyEnd = separator
  while (keyEnd > start && isBlankCode(text.charCodeAt(keyEnd - 1))) keyEnd -= 1
  const table = parent === undefined ? keys : (parent.children ??= new Map())
  let known = hash === -1 ? undefined : table.get(hash)
  if (known?.spelled.length !== keyEnd - start || !text.startsWith(known.spelled, start)) {
    known = learn(table, hash, text.slice(start, keyEnd), parent)
  }
  if (state.last) state.last.next = known
  state.separator = separator
  return (state.last = known)
}

/** The text of [from, end) without the blanks around it and without an inline comment. */
function readValue(text: string, from: number, end: number, state: ScanState): string {
  const comment = findComment(text, from, end, state)
  let valueEnd = comment < 0 ? end : comment
  while (from < valueEnd && isBlankCode(text.charCodeAt(from))) from += 1
  while (valueEnd > from && isBlankCode(text.charCodeAt(valueEnd - 1))) valueEnd -= 1
  return text.slice(from, valueEnd)
}

/**
 * Calls back for every setting of a section, as `eachSetting` does, but straight from the text: listing ten thousand profiles
 * needs no offsets. With `listedOnly`, keys other than `listedKeys` may be left out.
 */
export function scanSettings(
  document: SharedFileDocument,
  section: Section,
  keys: KeyTable,
  state: ScanState,
  listedOnly: boolean,
  emit: Emit,
): void {
  if (document.loneReturn) {
    scanSlowly(document, section, keys, emit)
    return
  }
  const { text, ascii } = document
  const { end: sectionEnd, indented } = section
  let line = section.line
  // The setting above: deeper lines continue its value, or are nested in it when it has none.
  let open: KnownKey | undefined
  let value = ''
  let openLine = 0
  let hasChildren = false
  let level = 0
  for (let start = section.bodyStart; start < sectionEnd;) {
    line += 1
    let at = start
    const feed = text.indexOf('\n', at)
    let end = feed < 0 ? text.length : feed
    start = end + 1
    let code = text.charCodeAt(at)
    let indent = 0
    if (code === 32 || code === 9) {
      if (!indented) continue
      while (isBlankCode(code)) {
        indent += 1
        code = text.charCodeAt((at += 1))
      }
    }
    if (at >= end || code === 35 || code === 59 || code === 13) continue
    const parent = indent > level ? open : undefined
    if (parent !== undefined && listedOnly && parent.place < 0) continue
    while (text.charCodeAt(end - 1) === 13) end -= 1
    while (isBlankCode(text.charCodeAt(end - 1))) end -= 1
    if (parent !== undefined && value !== '') {
      value += `\n${text.slice(at, end)}`
      continue
    }
    const known = readKey(text, at, end, keys, state, parent)
    if (parent !== undefined) {
      if (known === undefined) continue
      hasChildren = true
      const nested = readValue(text, state.separator + 1, end, state)
      emit(known, ascii ? nested : decodeText(nested), line)
      continue
    }
    if (open !== undefined && !hasChildren) emit(open, ascii ? value : decodeText(value), openLine)
    // Even a line without a key ends the setting above it.
    level = indent
    open = known
    if (known === undefined) continue
    openLine = line
    hasChildren = false
    value = listedOnly && known.place < 0 ? '' : readValue(text, state.separator + 1, end, state)
  }
  if (open !== undefined && !hasChildren) emit(open, ascii ? value : decodeText(value), openLine)
}
