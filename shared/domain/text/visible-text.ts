/**
 * Characters that are invisible or reorder others: controls, format characters, separators, lone surrogates, private and
 * unassigned code points, blanks other than the plain one, and letters that are drawn as nothing (fillers, joiners, selectors).
 */
const unseen =
  '\\p{C}\\p{Zl}\\p{Zp}\\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u2800' +
  '\\u3164\\ufe00-\\ufe0f\\uffa0\\u{e0000}-\\u{e0fff}'

const plain = /^[ -~]*$/
const plainLines = /^[\n -~]*$/

// The engine builds a table of all such characters, so the patterns are made when a text needs them, which is rare.
let hiddenCharacter: RegExp | undefined
let hiddenCharacters: RegExp | undefined
const oneHidden = (): RegExp => (hiddenCharacter ??= new RegExp(`[${unseen}]`, 'u'))
const everyHidden = (): RegExp => (hiddenCharacters ??= new RegExp(`[${unseen}]`, 'gu'))

/** How to show one invisible character. A tab stays a tab. */
function sign(character: string): string {
  const code = character.codePointAt(0) ?? 0
  if (code === 0x09) return character
  if (code === 0x7f) return '␡'
  if (code < 0x20) return String.fromCharCode(0x2400 + code)
  return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`
}

/**
 * A text of one line for people to read, such as a name, a command or a value: no character in it is invisible or reorders
 * others. Controls become their pictures (`␛`), everything else is spelled out (`⟨U+202E⟩`).
 */
export function showHidden(text: string): string {
  // Nearly every text has none; a list of thousands pays only for the test.
  return plain.test(text) ? text : text.replace(everyHidden(), sign)
}

/** The same for a text of several lines: their ends stay. */
export function showHiddenLines(text: string): string {
  if (plain.test(text)) return text
  return text
    .split(/(\r?\n)/)
    .map((part, index) => (index % 2 === 0 ? showHidden(part) : part))
    .join('')
}

/** An invisible character of a text, and its place, counted in characters from 1. */
export interface HiddenCharacter {
  readonly at: number
  /** Such as `U+200B`. */
  readonly code: string
}

/** The invisible characters of a text, for a hint beside a field that shows them raw. */
export function hiddenCharactersOf(text: string): readonly HiddenCharacter[] {
  if (plain.test(text)) return []
  const found: HiddenCharacter[] = []
  let at = 0
  for (const character of text) {
    at += 1
    if (!oneHidden().test(character)) continue
    const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
    found.push({ at, code: `U+${code}` })
  }
  return found
}

/** Equivalent JSON without characters that a terminal obeys or that hide or reorder text: uses escapes for them. */
export function escapeHidden(json: string): string {
  if (plainLines.test(json)) return json
  return json.replace(everyHidden(), (character) =>
    character < ' '
      ? character
      : Array.from(
          { length: character.length },
          (_, unit) => `\\u${character.charCodeAt(unit).toString(16).padStart(4, '0')}`,
        ).join(''),
  )
}

/** Decodes bytes [start, end) as UTF-8 for people to read, as `showHidden`; a byte that is not UTF-8 becomes U+FFFD. */
export function visibleText(bytes: Uint8Array, start = 0, end = bytes.length): string {
  let text = ''
  let index = start
  while (index < end) {
    const first = bytes[index]!
    if (first < 0x80) {
      text += first >= 0x20 && first < 0x7f ? String.fromCharCode(first) : sign(String.fromCharCode(first))
      index++
      continue
    }
    const { codePoint, length } = decodeSequence(bytes, index, end)
    text += showHidden(String.fromCodePoint(codePoint))
    index += length
  }
  return text
}

const replacement = 0xfffd

/** One non-ASCII sequence; ranges of the second byte as in table 3-7 of the Unicode standard. */
function decodeSequence(
  bytes: Uint8Array,
  at: number,
  end: number,
): { readonly codePoint: number; readonly length: number } {
  const first = bytes[at]!
  if (first < 0xc2 || first > 0xf4) return { codePoint: replacement, length: 1 }
  const length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4
  const low = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80
  const high = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf
  let codePoint = first & (0x7f >> length)
  for (let offset = 1; offset < length; offset++) {
    const next = at + offset < end ? bytes[at + offset]! : 0
    if (next < (offset === 1 ? low : 0x80) || next > (offset === 1 ? high : 0xbf)) {
      return { codePoint: replacement, length: offset }
    }
    codePoint = (codePoint << 6) | (next & 0x3f)
  }
  return { codePoint, length }
}
