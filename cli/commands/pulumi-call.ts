import { basename } from 'node:path'
import { posixWords } from '../../shared/domain/shells/posix-words.ts'

/** Pulumi commands that make its providers sign in. */
const signIn = new Set(['up', 'update', 'preview', 'pre', 'refresh', 'destroy', 'down', 'dn', 'import', 'watch']) // prettier-ignore

/** Options whose value is a separate word. */
const withValue = new Set(['--cwd', '-C', '--stack', '-s', '--color', '--verbose', '-v', '--tracing', '--profiling', '--memprofilerate', '--config-file']) // prettier-ignore

/** Programs that start the program after them, in the same folder and environment. */
const starters = new Set(['env', 'time', 'nice', 'nohup', 'sudo', 'doas', 'timeout', 'stdbuf', 'caffeinate', 'npx', 'bunx', 'pnpm', 'yarn', 'npm', 'bun', 'uv', 'poetry', 'pipenv', 'mise', 'direnv', 'dotenv', 'xvfb-run']) // prettier-ignore

const shells = new Set(['sh', 'bash', 'zsh', 'dash', 'ksh', 'fish'])

export interface PulumiCall {
  readonly folder: string | undefined
  readonly stack: string | undefined
}

function nameOf(program: string): string {
  return basename(program.replaceAll('\\', '/')).replace(/\.(?:exe|cmd)$/i, '')
}

/** The value of an option, in any spelling: `--stack dev`, `--stack=dev`, `-s dev`, `-s=dev`, `-sdev`. */
function valueOf(words: readonly string[], long: string, short: string): string | undefined {
  for (const [index, word] of words.entries()) {
    if (word === long || word === short) return words[index + 1]
    if (word.startsWith(`${long}=`)) return word.slice(long.length + 1)
    if (word.startsWith(short) && !word.startsWith('--')) return word.slice(short.length).replace(/^=/, '')
  }
  return undefined
}

/** The command of a program: its first word that is neither an option nor the value of one. */
function commandOf(words: readonly string[]): string | undefined {
  return words.find((word, index) => !word.startsWith('-') && !withValue.has(words[index - 1] ?? ''))
}

/** The commands in a shell command line. */
function commandsIn(line: string): string[][] {
  const commands: string[][] = [[]]
  for (const { kind, text } of posixWords(line, { env: {}, home: '~' })?.tokens ?? []) {
    if (kind === 'operator') commands.push([])
    else commands.at(-1)!.push(text)
  }
  return commands.map((words) => words.slice(words.findIndex((word) => !/^\w+=/.test(word))))
}

/**
 * Finds a Pulumi call that runs providers, also after programs that start another one and in a shell command line.
 * Undefined for anything else: it does not look into scripts or makefiles.
 */
export function pulumiCall(words: readonly string[], depth = 0): PulumiCall | undefined {
  const [program = '', ...rest] = words
  const name = nameOf(program)
  if (name !== 'pulumi') {
    if (depth > 4) return undefined
    if (shells.has(name)) {
      const at = rest.findIndex((word) => /^-[a-z]*c$/.test(word))
      const line = at < 0 ? undefined : rest[at + 1]
      if (line === undefined) return undefined
      return commandsIn(line)
        .map((command) => pulumiCall(command, depth + 1))
        .find((call) => call !== undefined)
    }
    const at = starters.has(name)
      ? rest.findIndex((word) => nameOf(word) === 'pulumi' || shells.has(nameOf(word)))
      : -1
    return at < 0 ? undefined : pulumiCall(rest.slice(at), depth + 1)
  }
  if (!signIn.has(commandOf(rest) ?? '')) return undefined
  // Only the last part of a full name, `organisation/project/stack`, is part of the file name.
  const stack = valueOf(rest, '--stack', '-s')?.split('/').at(-1)
  return { folder: valueOf(rest, '--cwd', '-C'), stack }
}
