import { fail, type Result } from '../../shared/result.ts'

/** The UTF-16 variant that a byte order mark announces: `>` in Windows PowerShell 5 writes UTF-16. */
function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined
}

/** Decodes text from which only parts are taken: UTF-8, or UTF-16 with a mark, without the mark. Invalid bytes become U+FFFD. */
export function decodeLoosely(bytes: Uint8Array): string {
  return new TextDecoder(utf16Of(bytes) ?? 'utf-8').decode(bytes)
}

/**
 * Decodes text that is used unchanged, so nothing in it may be replaced. `source` names it in the error.
 * Error: UnsupportedEncoding.
 */
export function decodeExactly(bytes: Uint8Array, source: string): Result<string> {
  try {
    return { ok: true, value: new TextDecoder(utf16Of(bytes) ?? 'utf-8', { fatal: true }).decode(bytes) }
  } catch {
    // The decoder's message names only the encoding.
    return fail('UnsupportedEncoding', `${source} is not UTF-8 text.`, {
      reason: 'It contains bytes that are not characters, so the value would not be the intended one.',
      remedy: 'Give it as UTF-8.',
    })
  }
}
