/** One word of a command line, without its quotes. */
export interface ShellWord {
  readonly text: string
  /** The word ended inside a quote: the rest is on the next line, or was not copied. */
  readonly unclosed: boolean
  /** Counts the commands of the line, from 0. */
  readonly command: number
}

const separators = new Set([';', '&', '|', '(', ')'])

function isBlank(char: string | undefined): boolean {
  return char === ' ' || char === '\t'
}

/**
 * Splits a pasted line into words, for reading only: quotes and backslashes are honoured, `;`, `&`, `|` separate, a `#`
 * at the start of a word begins a comment, and nothing is ever expanded: a `$`, a `*` or a `~` belongs to the value. `posixWords`
 * says what a shell makes of a command. Linear.
 */
export function shellWords(line: string): ShellWord[] {
  const words: ShellWord[] = []
  let parts: string[] = []
  let inWord = false
  let command = 0
  let at = 0
  const finish = (unclosed: boolean): void => {
    if (inWord) words.push({ text: parts.join(''), unclosed, command })
    parts = []
    inWord = false
  }
  while (at < line.length) {
    const char = line[at]!
    if (isBlank(char) || separators.has(char)) {
      finish(false)
      if (separators.has(char)) command += 1
      at += 1
      continue
    }
    if (char === '#' && !inWord) break
    inWord = true
    if (char === "'" || char === '"') {
      const end = line.indexOf(char, at + 1)
      parts.push(line.slice(at + 1, end === -1 ? line.length : end))
      if (end === -1) {
        finish(true)
        return words
      }
      at = end + 1
    } else if (char === '\\') {
      parts.push(line[at + 1] ?? '')
      at += 2
    } else {
      let end = at + 1
      while (end < line.length && !/[\s'"\\;&|()]/.test(line[end]!)) end += 1
      parts.push(line.slice(at, end))
      at = end
    }
  }
  finish(false)
  return words
}
