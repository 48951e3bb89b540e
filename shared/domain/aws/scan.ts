import type { Section, SharedFileDocument } from './document.ts'
import { isSecretKey } from './keys.ts'
import { isBlankCode } from './lines.ts'
import { eachSetting, valueOf } from './lookup.ts'
import { decodeText, lowerCaseText } from './text.ts'

/** A key as it was seen before, so that ten thousand profiles share a few strings. */
export interface KnownKey {
  /** Lower-case, decoded; `parent.child` for a nested setting. */
  readonly key: string
  readonly secret: boolean
  /** As it stands in the file. */
  readonly spelled: string
  /** The key that came after this one last time: profiles list their settings in the same order, so it is tried first. */
  next: KnownKey | undefined
}

/** Keys by a hash of their spelling. Bounded, for files with endless different keys. */
export type KeyTable = Map<number, KnownKey>

const tableLimit = 4096

export type Emit = (key: KnownKey, value: string, line: number) => void

function learn(keys: KeyTable, hash: number, spelled: string): KnownKey {
  const key = decodeText(lowerCaseText(spelled))
  const known = { key, secret: isSecretKey(key), spelled, next: undefined }
  if (keys.size < tableLimit) keys.set(hash, known)
  return known
}

function scanSlowly(document: SharedFileDocument, section: Section, keys: KeyTable, emit: Emit): void {
  eachSetting(document, section, (rawKey, property) => {
    let hash = 7
    for (let at = 0; at < rawKey.length; at += 1) hash = (Math.imul(hash, 31) + rawKey.charCodeAt(at)) | 0
    const known = keys.get(hash)
    emit(
      known?.spelled === rawKey ? known : learn(keys, hash, rawKey),
      valueOf(document, property),
      property.line,
    )
  })
}

/**
 * What is carried from line to line in one document: where the next `#` and `;` stand, seen from where the search began, so
 * that lines without one cost nothing. Sections may be scanned in any order.
 */
export interface ScanState {
  hash: number
  hashFrom: number
  semicolon: number
  semicolonFrom: number
  /** The key of the setting before. */
  last: KnownKey | undefined
}

export function newScanState(): ScanState {
  return { hash: -1, hashFrom: 0, semicolon: -1, semicolonFrom: 0, last: undefined }
}

/** The offset of the `=` when `known` stands at `start`; -1 when it does not. */
function matchKey(text: string, start: number, known: KnownKey | undefined): number {
  if (known === undefined || !text.startsWith(known.spelled, start)) return -1
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
 * Calls back for every setting of a section, as `eachSetting` does, but straight from the text: listing ten thousand profiles
 * needs no offsets. A section with indented lines takes the full reader.
 */
export function scanSettings(
  document: SharedFileDocument,
  section: Section,
  keys: KeyTable,
  state: ScanState,
  emit: Emit,
): void {
  if (section.indented || document.loneReturn || section.body) {
    scanSlowly(document, section, keys, emit)
    return
  }
  const { text, ascii } = document
  const sectionEnd = section.end
  let line = section.line
  for (let start = section.bodyStart; start < sectionEnd;) {
    line += 1
    const feed = text.indexOf('\n', start)
    const end = feed < 0 ? text.length : feed
    let at = start
    let hash = 7
    let colon = -1
    let code = text.charCodeAt(at)
    if (start < end && code !== 35 && code !== 59 && code !== 32 && code !== 9 && code !== 13) {
      const expected = state.last?.next
      let separator = matchKey(text, start, expected)
      let known = separator < 0 ? undefined : expected
      if (known === undefined) {
        // The key: up to the first `=`. Blanks are left out of the hash, so that `a =` and `a=` find the same entry.
        for (; at < end && code !== 61; code = text.charCodeAt((at += 1))) {
          if (code > 32) {
            if (code === 58 && colon < 0) colon = at
            else if ((code === 35 || code === 59) && isBlankCode(text.charCodeAt(at - 1))) break
            hash = (Math.imul(hash, 31) + code) | 0
          }
        }
        separator = at
        if (code !== 61 || at >= end) {
          separator = colon
          hash = -1
        }
      }
      if (separator > start) {
        if (known === undefined) {
          let keyEnd = separator
          while (keyEnd > start && isBlankCode(text.charCodeAt(keyEnd - 1))) keyEnd -= 1
          known = hash === -1 ? undefined : keys.get(hash)
          if (
            known === undefined ||
            known.spelled.length !== keyEnd - start ||
            !text.startsWith(known.spelled, start)
          ) {
            known = learn(keys, hash, text.slice(start, keyEnd))
          }
          if (state.last) state.last.next = known
        }
        state.last = known
        let valueStart = separator + 1
        const comment = findComment(text, valueStart, end, state)
        let valueEnd = comment < 0 ? end : comment
        while (valueStart < valueEnd && isBlankCode(text.charCodeAt(valueStart))) valueStart += 1
        while (valueEnd > valueStart) {
          const last = text.charCodeAt(valueEnd - 1)
          if (last !== 32 && last !== 9 && last !== 13) break
          valueEnd -= 1
        }
        const value = text.slice(valueStart, valueEnd)
        emit(known, ascii ? value : decodeText(value), line)
      }
    }
    start = end + 1
  }
}
