import { visibleText } from '../../shared/domain/edit/visible-text.ts'

const harmless = /^[\x20-\x7e]*$/

/**
 * Text out of files for one line of a terminal: escape sequences, line breaks and characters that reorder text become
 * visible signs, so that a name cannot drive the terminal or pass for another.
 */
export function safeText(text: string): string {
  if (text === '' || harmless.test(text)) return text
  return visibleText(Buffer.from(text.replaceAll('\t', '␉')))
}

/** The same for text of several lines. */
export function safeLines(text: string): string {
  const parts = text.split(/(\r?\n)/)
  return parts.map((part, index) => (index % 2 === 0 ? safeText(part) : part)).join('')
}

const unseen = /[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g

/** JSON that says the same but holds no character that a terminal obeys or that hides or reorders text: escapes stand for them. */
export function safeJson(json: string): string {
  return json.replace(unseen, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
