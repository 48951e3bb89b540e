import { posixWords, type Token } from '../shells/posix-words.ts'

/** Words of a credential_process as a shell splits them; empty where one is left open. */
function wordsOf(command: string): readonly Token[] {
  return posixWords(command, { env: {}, home: '~' })?.tokens ?? []
}

/** A word of a command that names a profile, and where its name stands. */
export interface NamedProfile {
  readonly name: string
  readonly start: number
  readonly end: number
}

/** Where `--profile NAME` and `--profile=NAME` stand in a command. Names in quotes are found too. */
export function profilesNamedIn(command: string): NamedProfile[] {
  const found: NamedProfile[] = []
  const pattern = /(?:^|\s)--profile(?:=|\s+)("[^"\\$`]*"|'[^']*'|[^\s"'\\$`;&|<>]+)(?=$|[\s;&|<>])/g
  for (const match of command.matchAll(pattern)) {
    const word = match[1]!
    const quoted = /^["']/.test(word)
    const end = match.index + match[0].length
    const name = quoted ? word.slice(1, -1) : word
    found.push({ name, start: end - word.length, end })
  }
  return found
}

/** The name of the program that a command starts, without its folder. */
export function programOf(command: string): string {
  const first = wordsOf(command).find(({ kind, text }) => kind === 'word' && !/^\w+=/.test(text))
  return (first?.text ?? '')
    .split(/[\\/]/)
    .at(-1)!
    .replace(/\.(?:exe|cmd|cjs|mjs)$/i, '')
}

/** What in a command only a shell understands; botocore, and so the AWS CLI and boto3, starts the program itself. */
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
