import { escapeHidden, showHidden } from '../../shared/domain/text/visible-text.ts'

/**
 * Makes text from files safe for one line of a terminal: escape sequences, line breaks and characters that reorder text
 * become visible signs, so that a name cannot control the terminal or imitate another name.
 */
export function safeText(text: string): string {
  return showHidden(text).replaceAll('\t', '␉')
}

/** The same for text of several lines. */
export function safeLines(text: string): string {
  const parts = text.split(/(\r?\n)/)
  return parts.map((part, index) => (index % 2 === 0 ? safeText(part) : part)).join('')
}

/** The same JSON with escapes for all characters that a terminal interprets or that hide or reorder text. */
export const safeJson = escapeHidden
