import { escapeHidden, showHidden } from '../../shared/domain/text/visible-text.ts'

/**
 * Text out of files for one line of a terminal: escape sequences, line breaks and characters that reorder text become
 * visible signs, so that a name cannot drive the terminal or pass for another.
 */
export function safeText(text: string): string {
  return showHidden(text).replaceAll('\t', '␉')
}

/** The same for text of several lines. */
export function safeLines(text: string): string {
  const parts = text.split(/(\r?\n)/)
  return parts.map((part, index) => (index % 2 === 0 ? safeText(part) : part)).join('')
}

/** JSON that says the same but holds no character that a terminal obeys or that hides or reorders text: escapes stand for them. */
export const safeJson = escapeHidden
