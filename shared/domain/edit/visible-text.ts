/** The mask that stands for any secret. Its length is fixed, so that it says nothing about the secret's. */
export const secretMask = '••••••••'

/**
 * Decodes bytes [start, end) as UTF-8 for people to read. Each maximal invalid sequence becomes one U+FFFD (WHATWG
 * practice), control characters become their visible pictures, and characters that reorder or hide text are
 * spelled out as `⟨U+202E⟩`. A tab stays a tab. `shared` has no TextDecoder, hence the own decoder.
 */
export function visibleText(bytes: Uint8Array, start = 0, end = bytes.length): string {
  let text = ''
  let index = start
  while (index < end) {
    const first = bytes[index]!
    if (first < 0x80) {
      text += visibleAscii(first)
      index++
      continue
    }
    const { codePoint, length } = decodeSequence(bytes, index, end)
    text += visibleCodePoint(codePoint)
    index += length
  }
  return text
}

/** A text for people to read, such as a name: no character in it is invisible or reorders others. As `visibleText`. */
export function visibleName(text: string): string {
  // Nearly every name has none; the test is all that a list of thousands pays.
  return suspicious.test(text) ? [...text].map(visibleCharacter).join('') : text
}

const suspicious =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|[\u{e0000}-\u{e007f}]/u

function visibleCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0
  return code < 0x80 ? visibleAscii(code) : visibleCodePoint(code)
}

function visibleAscii(code: number): string {
  if (code === 0x7f) return '␡'
  if (code < 0x20 && code !== 0x09) return String.fromCharCode(0x2400 + code)
  return String.fromCharCode(code)
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

function visibleCodePoint(codePoint: number): string {
  return isDeceptive(codePoint)
    ? `⟨U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}⟩`
    : String.fromCodePoint(codePoint)
}

/** C1 controls, zero-width and bidirectional controls, line and paragraph separators, byte order mark. */
function isDeceptive(codePoint: number): boolean {
  return (
    (codePoint >= 0x80 && codePoint <= 0x9f) ||
    codePoint === 0xad ||
    codePoint === 0x61c ||
    (codePoint >= 0x200b && codePoint <= 0x200f) ||
    (codePoint >= 0x2028 && codePoint <= 0x202e) ||
    (codePoint >= 0x2060 && codePoint <= 0x2069) ||
    codePoint === 0xfeff ||
    (codePoint >= 0xe0000 && codePoint <= 0xe007f)
  )
}
