import { eastAsianWidth } from 'get-east-asian-width'

const plain = /^[\x20-\x7e]*$/
const mark = /^[\p{Mn}\p{Me}\p{Cf}]$/u
const emojiStyle = 0xfe0f
const joiner = 0x200d

/** Columns of one code point: 0 for combining marks and format characters, 2 for East Asian wide ones and emoji. */
function widthOf(character: string): number {
  const codePoint = character.codePointAt(0)!
  if (codePoint < 0x300) return 1
  if (mark.test(character)) return 0
  return eastAsianWidth(codePoint)
}

/** Columns that a line takes in a terminal. Joined emoji count once; control characters must be removed first. */
export function displayWidth(text: string): number {
  if (plain.test(text)) return text.length
  let width = 0
  let last = 0
  let joined = false
  for (const character of text) {
    const codePoint = character.codePointAt(0)!
    if (codePoint === emojiStyle) {
      width += last === 1 ? 1 : 0
      last = 2
      continue
    }
    if (codePoint === joiner) {
      joined = true
      continue
    }
    const own = widthOf(character)
    if (own > 0) {
      if (!joined || own !== 2) width += own
      last = own
      joined = false
    }
  }
  return width
}

/** Pads with blanks to a width in columns. */
export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)))
}

/** Cuts to at most `width` columns; an ellipsis marks the cut. Never cuts inside a character. */
export function cut(text: string, width: number): string {
  if (displayWidth(text) <= width) return text
  if (width < 1) return ''
  let kept = ''
  for (const character of text) {
    if (displayWidth(kept + character) > width - 1) break
    kept += character
  }
  return `${kept}…`
}

/** The last characters that fit into `width` columns. */
function endOf(text: string, width: number): string {
  let kept = ''
  for (const character of [...text].reverse()) {
    if (displayWidth(character + kept) > width) break
    kept = character + kept
  }
  return kept
}

/**
 * Cuts out the middle and keeps both ends, because similar names differ there. The end keeps whole segments, up to half of the
 * width.
 */
export function cutMiddle(text: string, width: number): string {
  if (displayWidth(text) <= width) return text
  if (width < 5) return cut(text, width)
  const half = endOf(text, Math.floor((width - 1) / 2))
  const segment = half.search(/[-_./:@ ]/)
  // Use a whole segment only if it fills at least a quarter of the width; otherwise keep as many letters as fit.
  const tail = segment >= 0 && half.length - segment >= width / 4 ? half.slice(segment) : half
  return `${cut(text, width - displayWidth(tail))}${tail}`
}
