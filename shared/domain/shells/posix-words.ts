/** A word of a command line, or an operator between words. */
export interface Token {
  readonly kind: 'word' | 'operator'
  /** The word as the program gets it, as far as it is known. */
  readonly text: string
  /** False when the shell decides at run time what it is. */
  readonly known: boolean
  /** True when a shell and a plain split into words agree about it. */
  readonly plain: boolean
}

export interface Words {
  readonly tokens: readonly Token[]
  /** False when there is a part that is not parsed here, such as `$(…)`: what comes after it is missing. */
  readonly whole: boolean
}

interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly home: string
}

const operator = /^(?:&&|\|\||;;|<<-|<<|>>|<&|>&|<>|>\||[;&|()<>\n])/
const variable = /^\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})/

/** Splits a command as sh does: quotes, backslashes, operators, `~` and plain variables. Undefined when a quote is left open. */
export function posixWords(command: string, { env, home }: Surroundings): Words | undefined {
  const tokens: Token[] = []
  let text = ''
  let open = false
  let known = true
  let plain = true
  let at = 0
  const end = (): void => {
    if (open) tokens.push({ kind: 'word', text, known, plain })
    text = ''
    open = false
    known = true
    plain = true
  }
  const add = (part: string): void => {
    text += part
    open = true
  }
  /** A `$` at `at`. False when it begins something that is not parsed here. */
  const expand = (quoted: boolean): boolean => {
    const rest = command.slice(at)
    const match = variable.exec(rest)
    plain = false
    if (match !== null) {
      const value = env[match[1] ?? match[2] ?? ''] ?? ''
      if (!quoted && (value === '' || /[\s*?[\]\\]/.test(value))) known = false
      add(value)
      at += match[0].length
      return true
    }
    if (/^\$[({'"]/.test(rest)) return false
    if (/^\$[\d@*#?$!-]/.test(rest)) {
      known = false
      add(rest.slice(0, 2))
      at += 2
      return true
    }
    add('$')
    at += 1
    return true
  }

  while (at < command.length) {
    const character = command[at]!
    if (character === ' ' || character === '\t') {
      end()
      at += 1
    } else if (character === '#' && !open) {
      break
    } else if (operator.test(command.slice(at, at + 3))) {
      const [found] = operator.exec(command.slice(at, at + 3))!
      // The number of a file belongs to what redirects it.
      if (/^[<>]/.test(found) && open && /^\d+$/.test(text)) {
        text = ''
        open = false
      }
      end()
      tokens.push({ kind: 'operator', text: found, known: true, plain: false })
      at += found.length
    } else if (character === "'") {
      const close = command.indexOf("'", at + 1)
      if (close === -1) return undefined
      add(command.slice(at + 1, close))
      at = close + 1
    } else if (character === '"') {
      add('')
      at += 1
      for (;;) {
        const inner = command[at]
        if (inner === undefined) return undefined
        if (inner === '"') break
        if (inner === '`') return { tokens, whole: false }
        if (inner === '$') {
          if (!expand(true)) return { tokens, whole: false }
        } else if (inner === '\\' && /[$`"\\\n]/.test(command[at + 1] ?? '')) {
          if (command[at + 1] !== '\n') add(command[at + 1]!)
          at += 2
        } else {
          add(inner)
          at += 1
        }
      }
      at += 1
    } else if (character === '\\') {
      if (command[at + 1] !== '\n') add(command[at + 1] ?? '\\')
      at += 2
    } else if (character === '`') {
      end()
      return { tokens, whole: false }
    } else if (character === '$') {
      if (!expand(false)) {
        end()
        return { tokens, whole: false }
      }
    } else if (character === '~' && !open) {
      plain = false
      if (/^~(?:\/|[\s;&|<>()]|$)/.test(command.slice(at))) add(home)
      else {
        known = false
        add('~')
      }
      at += 1
    } else {
      if (/[*?[\]{}]/.test(character)) {
        plain = false
        if (character !== '{' && character !== '}') known = false
      }
      add(character)
      at += 1
    }
  }
  end()
  return { tokens, whole: true }
}
