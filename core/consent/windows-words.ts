import type { Token, Words } from '../../shared/domain/shells/posix-words.ts'

/**
 * Splits a command as Windows programs do, at blanks outside double quotes. Does not read what cmd.exe would act on
 * first. Undefined when a quote is left open.
 */
export function windowsWords(command: string): Words | undefined {
  const tokens: Token[] = []
  if (/[%!^]/.test(command)) return { tokens, whole: false }
  let text = ''
  let open = false
  let quoted = false
  const end = (): void => {
    if (open) tokens.push({ kind: 'word', text, known: true, plain: true })
    text = ''
    open = false
  }
  for (const character of command) {
    if (character === '"') {
      quoted = !quoted
      open = true
    } else if (!quoted && /\s/.test(character)) {
      end()
    } else if (!quoted && /[&|<>()]/.test(character)) {
      end()
      return { tokens, whole: false }
    } else {
      text += character
      open = true
    }
  }
  if (quoted) return undefined
  end()
  return { tokens, whole: true }
}
