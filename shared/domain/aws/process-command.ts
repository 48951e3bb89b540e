import { posixWords, type Token } from '../shells/posix-words.ts'
import { quotePosix } from '../transfer/export/quoting.ts'
import { parseOwnCommand } from './own-command.ts'

/** Words of a credential_process as a shell splits them; empty where one is left open. */
function wordsOf(command: string): readonly Token[] {
  return posixWords(command, { env: {}, home: '~' })?.tokens ?? []
}

/** A word of a command that names a profile, and the place of the name. */
export interface NamedProfile {
  readonly name: string
  readonly start: number
  readonly end: number
}

/**
 * Where a command has `--profile NAME`, `--profile=NAME` and `AWS_PROFILE=NAME`, also in a line for a shell. Names in quotes
 * too.
 */
export function profilesNamedIn(command: string): NamedProfile[] {
  const found: NamedProfile[] = []
  const pattern =
    /(?:^|[\s"'])(?:--profile(?:=|\s+)|AWS_PROFILE=)("[^"\\$`]*"|'[^']*'|[^\s"'\\$`;&|<>]+)(?=$|[\s;&|<>"'])/g
  for (const match of command.matchAll(pattern)) {
    const word = match[1]!
    const quoted = /^["']/.test(word)
    const end = match.index + match[0].length
    const name = quoted ? word.slice(1, -1) : word
    found.push({ name, start: end - word.length, end })
  }
  return found
}

/** Whether a place in a command is inside quotes, as in `sh -c "tool --profile x"`. */
function isInQuotes(command: string, place: number): boolean {
  let open = ''
  for (const letter of command.slice(0, place)) {
    if (open === '' && (letter === '"' || letter === "'")) open = letter
    else if (letter === open) open = ''
  }
  return open !== ''
}

/** Whether a command contains a name as a whole word, in whatever sense: `aws-vault exec NAME`. */
export function hasWord(command: string, name: string): boolean {
  const isEdge = (letter: string | undefined): boolean => letter === undefined || /[\s"'=;&|<>]/.test(letter)
  for (let at = command.indexOf(name); at >= 0; at = command.indexOf(name, at + 1))
    if (isEdge(command[at - 1]) && isEdge(command[at + name.length])) return true
  return false
}

/** The words before the program: `NAME=value`, and `env` that sets such. */
function beforeProgram(words: readonly Token[]): number {
  const isEnv = (text: string): boolean => /(?:^|[\\/])env$/.test(text)
  let at = 0
  while (words[at]?.kind === 'word' && (/^\w+=/.test(words[at]!.text) || isEnv(words[at]!.text))) at += 1
  return at
}

/** The value that a variable is given on the line, before the program. */
export function variableBefore(command: string, name: string): string | undefined {
  const words = wordsOf(command)
  const found = words.slice(0, beforeProgram(words)).findLast(({ text }) => text.startsWith(`${name}=`))
  return found?.text.slice(name.length + 1)
}

/** The name of the program that a command starts, without its folder. */
export function programOf(command: string): string {
  const words = wordsOf(command)
  const first = words[beforeProgram(words)]
  return (first?.kind === 'word' ? first.text : '')
    .split(/[\\/]/)
    .at(-1)!
    .replace(/\.(?:exe|cmd|cjs|mjs)$/i, '')
}

/** The parts of a command that only a shell understands; botocore, and so the AWS CLI and boto3, starts the program itself. */
export function needsShell(command: string): string | undefined {
  const split = posixWords(command, { env: {}, home: '~' })
  if (split === undefined) return undefined
  if (!split.whole) return 'what a shell would put in its place'
  const [first] = split.tokens
  if (first?.kind === 'word' && /^[A-Za-z_]\w*=/.test(first.text))
    return `the variable ${first.text.split('=')[0]}`
  const operator = split.tokens.find(({ kind }) => kind === 'operator')
  if (operator) return `the ${JSON.stringify(operator.text)} between its words`
  const odd = split.tokens.find(({ plain }) => !plain)
  if (odd === undefined) return undefined
  return odd.text.startsWith('~') ? 'the ~ of a home folder' : 'a variable or pattern'
}

/** A name as one word of a command, for a shell and for a plain split alike; undefined where no quoting works for both. */
function asWord(name: string): string | undefined {
  if (/[\u0000-\u001F\u007F]|(?:^|\s)[#;]/.test(name)) return undefined
  return quotePosix(name)
}

/** Our command with another profile in it: its name is the last word. */
function renameOwn(command: string, to: string): string | undefined {
  const word = asWord(to)
  const words = [...command.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)]
  const last = words.pop()
  if (word === undefined || last === undefined || words.length === 0) return undefined
  const begin = words.at(-1)?.[0] === '--' ? words.at(-1)! : last
  return `${command.slice(0, begin.index).trimEnd()} ${to.startsWith('-') ? '-- ' : ''}${word}`
}

/**
 * A credential_process with a profile renamed: in a command of ours, and after `--profile`. The command itself where it does
 * not name the profile; undefined where it cannot hold the new name.
 */
export function renameInCommand(command: string, from: string, to: string): string | undefined {
  const target = parseOwnCommand(command)
  if (target !== undefined) {
    if (target.active || target.profile !== from) return command
    const renamed = renameOwn(command, to)
    const read = renamed === undefined ? undefined : parseOwnCommand(renamed)
    return read?.active === false && read.profile === to ? renamed : undefined
  }
  let renamed = command
  for (const { name, start, end } of profilesNamedIn(command).toReversed()) {
    if (name !== from) continue
    const quoted = /^["']/.test(command.slice(start, end))
    const inQuotes = quoted && !/["'\\$`!]/.test(to) ? command[start]! + to + command[start]! : undefined
    const isPlain = /^[\w.@/+:-]+$/.test(to)
    const alone = isPlain || !isInQuotes(command, start) ? asWord(to) : undefined
    const word = to.startsWith('-') ? undefined : (inQuotes ?? alone)
    if (word === undefined) return undefined
    renamed = renamed.slice(0, start) + word + renamed.slice(end)
  }
  return renamed
}

/** The profiles that a credential_process asks for. */
export function profilesAskedBy(command: string): string[] {
  const target = parseOwnCommand(command)
  if (target !== undefined) return target.active ? [] : [target.profile]
  return profilesNamedIn(command).map(({ name }) => name)
}
