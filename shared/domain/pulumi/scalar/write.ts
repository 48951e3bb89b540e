import type { ScalarStyle } from '../tree/types.ts'

/** Starts with a letter, `_` or `/` and goes on with characters that no YAML version gives a meaning. */
const plainForm = /^[A-Za-z_/][A-Za-z0-9_/.:@+=-]*$/

/** Words that YAML 1.1 or 1.2 readers take for null, booleans or numbers. */
const reservedWord = /^(?:null|true|false|yes|no|on|off|y|n)$/i

/** True when the text reads as this very string in YAML 1.1 and 1.2, inside and outside flow collections. */
export function isSafePlain(text: string): boolean {
  return plainForm.test(text) && !reservedWord.test(text) && !text.endsWith(':')
}

/** Writes a string in the given style if that style can hold it, otherwise in double quotes. */
export function writeString(text: string, style: ScalarStyle): string {
  if (style === 'single' && /^[^\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]*$/.test(text)) {
    return `'${text.replaceAll("'", "''")}'`
  }
  if (style !== 'single' && style !== 'double' && isSafePlain(text)) return text
  return doubleQuoted(text)
}

/** Double quotes with escapes that both YAML and JSON understand. */
export function doubleQuoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
