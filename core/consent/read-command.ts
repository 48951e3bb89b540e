import path from 'node:path'
import { posixWords, type Token } from '../../shared/domain/shells/posix-words.ts'
import { scriptOf } from './script-of.ts'
import type { Place } from './types.ts'
import { windowsWords } from './windows-words.ts'

/** A file that a command names: a program or a script. */
export interface Named {
  readonly role: 'program' | 'script'
  readonly word: string
  /** The folder that a relative path counts from; undefined when it is known only at run time. */
  readonly base: string | undefined
}

/** What the text of a command tells about what it starts. */
export interface CommandReading {
  readonly named: readonly Named[]
  /** Words that may be files of the current folder. */
  readonly others: readonly string[]
  readonly unknown: readonly string[]
  /** The words, when the command is just a program with its arguments. */
  readonly simple: readonly string[] | undefined
}

const separators = new Set(['&&', '||', ';;', ';', '&', '|', '(', ')', '\n'])
/** Shell words that a command follows. */
const leading = new Set(['if', 'then', 'else', 'elif', 'while', 'until', 'do', '!', '{', 'exec', 'command'])
/** What the shell does itself. */
const builtins = new Set(
  (
    ': [ alias bg break cd continue done echo esac exit export false fg fi getopts hash jobs kill local printf pwd ' +
    'read readonly return set shift test times trap true type ulimit umask unalias unset wait }'
  ).split(' '),
)
/** Words after which only the shell knows what follows. */
const opaque = new Set(['for', 'case', 'function', 'select', 'builtin', 'source', 'alias', 'coproc'])
const assignment = /^[A-Za-z_]\w*=/

type Taken = (words: readonly Token[]) => readonly Token[]

const behindOptions =
  (withValue: RegExp, more = 0): Taken =>
  (words) => {
    let at = 0
    while (at < words.length && words[at]!.text.startsWith('-')) at += withValue.test(words[at]!.text) ? 2 : 1
    return words.slice(at + more)
  }

/** Programs that start the program among their arguments. */
const starters = new Map<string, Taken>([
  [
    'env',
    (words) => {
      const rest = behindOptions(/^(?:-u|-C|--unset|--chdir)$/)(words)
      const first = rest.findIndex(({ text }) => !assignment.test(text))
      return first === -1 ? [] : rest.slice(first)
    },
  ],
  ['nohup', behindOptions(/^$/)],
  ['setsid', behindOptions(/^$/)],
  ['time', behindOptions(/^(?:-f|-o)$/)],
  ['nice', behindOptions(/^-n$/)],
  ['timeout', behindOptions(/^(?:-k|-s)$/, 1)],
])

class Reader {
  readonly named: Named[] = []
  readonly others: string[] = []
  readonly unknown: string[] = []
  readonly #place: Place

  constructor(place: Place) {
    this.#place = place
  }

  /** A whole command line. Returns its words when it is one program with its arguments. */
  line(text: string, base: string | undefined, depth = 0): readonly string[] | undefined {
    const windows = this.#place.platform === 'win32'
    const read = windows ? windowsWords(text) : posixWords(text, this.#place)
    if (read === undefined || depth > 4) {
      this.unknown.push(text)
      return undefined
    }
    if (!read.whole) this.unknown.push(text)
    let from = base
    let words: Token[] = []
    let redirected = false
    for (const token of [
      ...read.tokens,
      { kind: 'operator', text: ';', known: true, plain: true } as const,
    ]) {
      if (token.kind === 'word') {
        if (redirected) this.others.push(token.text)
        else words.push(token)
        redirected = false
      } else if (separators.has(token.text)) {
        from = this.#command(words, from, depth)
        words = []
        redirected = false
      } else redirected = true
    }
    const { tokens } = read
    const [first] = tokens
    const isSimple =
      read.whole &&
      first !== undefined &&
      tokens.every(({ kind, plain }) => kind === 'word' && plain) &&
      (windows || (!assignment.test(first.text) && !isOfShell(first.text)))
    return isSimple ? tokens.map((token) => token.text) : undefined
  }

  /** The pieces that a program is started with, as they are. */
  pieces([program = '', ...args]: readonly string[], base: string | undefined): void {
    this.named.push({ role: 'program', word: program, base })
    const words = args.map((text) => ({ kind: 'word', text, known: true, plain: true }) as const)
    this.#arguments(program, words, base, 0)
  }

  /** One command between operators. Returns the folder that the next command starts in. */
  #command(given: readonly Token[], base: string | undefined, depth: number): string | undefined {
    const skipped = given.findIndex(({ text }) => !assignment.test(text) && !leading.has(text))
    const words = skipped === -1 ? [] : given.slice(skipped)
    if (given.some(({ text }) => /^(?:PATH|ENV|BASH_ENV)=/.test(text))) this.unknown.push('PATH')
    const [first, ...args] = words
    if (first === undefined) return base
    const { text } = first
    if (text === 'cd') return this.#folder(args, base)
    if (!first.known || opaque.has(text) || text.startsWith('-')) {
      this.unknown.push(text)
      return base
    }
    if (text === 'eval') {
      if (args.every(({ known }) => known))
        this.line(args.map((word) => word.text).join(' '), base, depth + 1)
      else this.unknown.push(text)
      return base
    }
    if (text === '.') {
      this.#file('script', args[0], base)
      return base
    }
    if (builtins.has(text) && this.#place.platform !== 'win32') {
      for (const word of args) this.others.push(word.text)
      return base
    }
    this.named.push({ role: 'program', word: text, base })
    this.#arguments(text, args, base, depth)
    return base
  }

  #arguments(program: string, args: readonly Token[], base: string | undefined, depth: number): void {
    const started = starters.get(program.split('/').at(-1) ?? '')?.(args)
    if (started !== undefined) {
      this.#command(started, base, depth)
      return
    }
    for (const { text } of args) this.others.push(text.replace(/^--?[\w-]+=/, ''))
    const interpreted = scriptOf(program, args)
    for (const script of interpreted?.scripts ?? []) this.#file('script', script, base)
    if (interpreted?.command?.known === true) this.line(interpreted.command.text, base, depth + 1)
    else if (interpreted?.command !== undefined) this.unknown.push(interpreted.command.text)
  }

  #file(role: Named['role'], word: Token | undefined, base: string | undefined): void {
    if (word === undefined) return
    if (word.known) this.named.push({ role, word: word.text, base })
    else this.unknown.push(word.text)
  }

  #folder([to, ...more]: readonly Token[], base: string | undefined): string | undefined {
    if (to === undefined) return this.#place.home
    if (!to.known || more.length > 0 || to.text.startsWith('-')) return undefined
    if (path.posix.isAbsolute(to.text)) return to.text
    return base === undefined ? undefined : path.posix.join(base, to.text)
  }
}

function isOfShell(word: string): boolean {
  return builtins.has(word) || leading.has(word) || opaque.has(word) || word === 'eval' || word === '.'
}

/**
 * Reads a credential_process: the programs and scripts that it names, without looking at the disk. Reads Windows commands
 * by the rules of Windows, all others by those of sh.
 */
export function readCommand(text: string, place: Place): CommandReading {
  const reader = new Reader(place)
  const simple = reader.line(text, place.cwd)
  return readingOf(reader, simple)
}

/** The same for pieces that a program gets without a shell, as botocore starts it. */
export function readPieces(argv: readonly string[], place: Place): CommandReading {
  const reader = new Reader(place)
  reader.pieces(argv, place.cwd)
  return readingOf(reader, argv)
}

function readingOf(
  { named, others, unknown }: Reader,
  simple: readonly string[] | undefined,
): CommandReading {
  return { named, others, unknown: [...new Set(unknown)], simple }
}
