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
