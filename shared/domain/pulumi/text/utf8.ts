/**
 * UTF-8 without the platform: `shared` runs where neither TextDecoder nor Buffer may exist, and byte offsets
 * of splices must be counted anyway.
 */

const chunkSize = 8192

/** Decodes bytes strictly. Returns undefined for anything that is not well-formed UTF-8 (RFC 3629). */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  let text = ''
  let units: number[] = []
  let at = 0
  while (at < bytes.length) {
    const first = bytes[at]!
    if (first < 0x80) {
      units.push(first)
      at += 1
    } else {
      const decoded = decodeSequence(bytes, at, first)
      if (decoded === undefined) return undefined
      if (decoded.point > 0xffff) {
        const rest = decoded.point - 0x10000
        units.push(0xd800 + (rest >> 10), 0xdc00 + (rest & 0x3ff))
      } else units.push(decoded.point)
      at += decoded.length
    }
    if (units.length >= chunkSize) {
      text += String.fromCharCode.apply(null, units)
      units = []
    }
  }
  return text + String.fromCharCode.apply(null, units)
}

function decodeSequence(
  bytes: Uint8Array,
  at: number,
  first: number,
): { readonly point: number; readonly length: number } | undefined {
  const length =
    first >= 0xc2 && first <= 0xdf ? 2 : first >> 4 === 0xe ? 3 : first >= 0xf0 && first <= 0xf4 ? 4 : 0
  if (length === 0 || at + length > bytes.length) return undefined
  let point = first & (0xff >> (length + 1))
  for (let step = 1; step < length; step += 1) {
    const next = bytes[at + step]!
    if ((next & 0xc0) !== 0x80) return undefined
    point = (point << 6) | (next & 0x3f)
  }
  const smallest = length === 3 ? 0x800 : length === 4 ? 0x10000 : 0x80
  if (point < smallest || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) return undefined
  return { point, length }
}

/** Bytes that `text.slice(from, to)` takes in UTF-8. */
export function utf8Length(text: string, from = 0, to = text.length): number {
  let length = 0
  for (let at = from; at < to; at += 1) {
    const unit = text.charCodeAt(at)
    if (unit < 0x80) length += 1
    else if (unit < 0x800) length += 2
    else if (unit >= 0xd800 && unit <= 0xdbff && at + 1 < to) {
      length += 4
      at += 1
    } else length += 3
  }
  return length
}

/** Encodes a well-formed string (no lone surrogates: see `isWellFormed`). */
export function encodeUtf8(text: string): Uint8Array {
  const bytes = new Uint8Array(utf8Length(text))
  let at = 0
  for (const character of text) {
    const point = character.codePointAt(0)!
    if (point < 0x80) bytes[at++] = point
    else if (point < 0x800) {
      bytes[at++] = 0xc0 | (point >> 6)
      bytes[at++] = 0x80 | (point & 0x3f)
    } else if (point < 0x10000) {
      bytes[at++] = 0xe0 | (point >> 12)
      bytes[at++] = 0x80 | ((point >> 6) & 0x3f)
      bytes[at++] = 0x80 | (point & 0x3f)
    } else {
      bytes[at++] = 0xf0 | (point >> 18)
      bytes[at++] = 0x80 | ((point >> 12) & 0x3f)
      bytes[at++] = 0x80 | ((point >> 6) & 0x3f)
      bytes[at++] = 0x80 | (point & 0x3f)
    }
  }
  return bytes
}

/** False when the string holds half a surrogate pair, which no UTF-8 file can carry. */
export function isWellFormed(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    if (unit < 0xd800 || unit > 0xdfff) continue
    const next = text.charCodeAt(at + 1)
    if (unit > 0xdbff || !(next >= 0xdc00 && next <= 0xdfff)) return false
    at += 1
  }
  return true
}
