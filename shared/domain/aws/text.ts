/**
 * The engine works on "byte text": a string with one UTF-16 unit (0 to 255) per byte of the file. An index into it is a byte
 * offset, any bytes at all survive, and string search stays as fast as the engine makes it. Only names and values that leave
 * the engine are decoded as UTF-8.
 */

const chunkSize = 1024

function decodeBytes(bytes: Uint8Array): string {
  // Copying into a plain array first is what makes `apply` fast: it takes a typed array element by element.
  const codes: number[] = new Array<number>(chunkSize).fill(0)
  let text = ''
  let at = 0
  for (; at + chunkSize <= bytes.length; at += chunkSize) {
    for (let index = 0; index < chunkSize; index += 1) codes[index] = bytes[at + index] as number
    text += String.fromCharCode.apply(null, codes)
  }
  return text + String.fromCharCode(...bytes.subarray(at))
}

function bytesAreAscii(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at += 1) if ((bytes[at] as number) > 127) return false
  return true
}

let decoder = decodeBytes
let asciiTest = bytesAreAscii

/**
 * A host may install a faster way to turn bytes into byte text, such as Node's `latin1Slice`. It must map every byte to the
 * code unit of the same number. Also one to tell whether all bytes are below 128.
 */
export function installByteDecoder(decode: (bytes: Uint8Array) => string, isAllAscii = bytesAreAscii): void {
  decoder = decode
  asciiTest = isAllAscii
}

/** Whether no byte is above 127. */
export function onlyAscii(bytes: Uint8Array): boolean {
  return asciiTest(bytes)
}

/** Bytes to byte text. */
export function bytesToText(bytes: Uint8Array): string {
  return decoder(bytes)
}

/** Byte text back to bytes. */
export function textToBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length)
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at)
  return bytes
}

const nonAscii = /[^\x00-\x7f]/

export function isAscii(text: string): boolean {
  return !nonAscii.test(text)
}

/** Lower-cases only the ASCII letters: the bytes of UTF-8 characters must stay unchanged. */
export function lowerCaseText(text: string): string {
  return isAscii(text) ? text.toLowerCase() : text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
}

/** Any string to byte text in UTF-8. A lone surrogate becomes U+FFFD: callers refuse such input first. */
export function encodeText(value: string): string {
  if (isAscii(value)) return value
  let text = ''
  for (const character of value) {
    let code = character.codePointAt(0) ?? 0xfffd
    if (code >= 0xd800 && code <= 0xdfff) code = 0xfffd
    if (code < 0x80) text += character
    else if (code < 0x800) text += String.fromCharCode(0xc0 | (code >> 6), 0x80 | (code & 63))
    else if (code < 0x10000) {
      text += String.fromCharCode(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63))
    } else {
      text += String.fromCharCode(
        0xf0 | (code >> 18),
        0x80 | ((code >> 12) & 63),
        0x80 | ((code >> 6) & 63),
        0x80 | (code & 63),
      )
    }
  }
  return text
}

/** What is wrong with a byte sequence that is not UTF-8, in the words of Python's decoder. */
export interface Utf8Problem {
  readonly start: number
  readonly end: number
  readonly reason: 'invalid start byte' | 'invalid continuation byte' | 'unexpected end of data'
}

interface Step {
  readonly length: number
  /** -1 when the bytes are not a character. */
  readonly code: number
  readonly reason?: Utf8Problem['reason']
}

/** Reads one character by the "maximal subpart" rule (Unicode 3.9), which Python, Node and browsers share. */
function readCharacter(text: string, at: number): Step {
  const lead = text.charCodeAt(at)
  if (lead < 0x80) return { length: 1, code: lead }
  if (lead < 0xc2 || lead > 0xf4) return { length: 1, code: -1, reason: 'invalid start byte' }
  const needed = lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3
  let low = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80
  let high = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf
  let code = lead & (needed === 1 ? 0x1f : needed === 2 ? 0x0f : 0x07)
  for (let index = 1; index <= needed; index += 1) {
    if (at + index >= text.length) return { length: index, code: -1, reason: 'unexpected end of data' }
    const next = text.charCodeAt(at + index)
    if (next < low || next > high) return { length: index, code: -1, reason: 'invalid continuation byte' }
    low = 0x80
    high = 0xbf
    code = (code << 6) | (next & 63)
  }
  return { length: needed + 1, code }
}

/** Byte text to a string; bytes that are not UTF-8 show as U+FFFD. For display and comparison only, never to be written back. */
export function decodeText(text: string): string {
  if (isAscii(text)) return text
  let value = ''
  for (let at = 0; at < text.length;) {
    const step = readCharacter(text, at)
    value += step.code < 0 ? '\ufffd' : String.fromCodePoint(step.code)
    at += step.length
  }
  return value
}

/** The first place where byte text is not UTF-8. */
export function findUtf8Problem(text: string): Utf8Problem | undefined {
  let at = text.search(nonAscii)
  if (at < 0) return undefined
  while (at < text.length) {
    const step = readCharacter(text, at)
    if (step.reason !== undefined) return { start: at, end: at + step.length, reason: step.reason }
    at += step.length
  }
  return undefined
}
