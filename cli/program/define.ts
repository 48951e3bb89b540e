import { InvalidArgumentError, type Command } from 'commander'
import type { CliContext } from '../context.ts'
import { quickOptions } from '../quick/quick-options.ts'

/** What the definitions of commands need. */
export interface Definition {
  readonly context: CliContext
  /** Runs a command and keeps its exit code for the end of the process. */
  end(code: Promise<number>): Promise<void>
}

/** Adds `--json`, which every command has, and the examples at the end of the help. */
export function withJson(command: Command, ...examples: string[]): Command {
  return withExamples(command.option(...quickOptions.json), ...examples)
}

/** For the commands that write: `--dry-run` beside `--json`. */
export function withWrite(command: Command, ...examples: string[]): Command {
  return withJson(command.option('--dry-run', 'print the diff and write nothing'), ...examples)
}

/** For the commands that write many profiles at once: `--diff` beside `--dry-run`. */
export function withDiff(command: Command, ...examples: string[]): Command {
  return withWrite(
    command.option('--diff', 'show every line, also where many new profiles are summed up'),
    ...examples,
  )
}

export function withExamples(command: Command, ...examples: string[]): Command {
  const lines = examples.map((example) => `  stackpass ${example}`)
  return command.addHelpText('after', `\nExamples:\n${lines.join('\n')}`)
}

/** Reads a whole number from `least` to `most`; anything else is a usage error. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = Number(text)
    if (/^\d+$/.test(text) && number >= least && number <= most) return number
    throw new InvalidArgumentError(`Give a whole number from ${least} to ${most}.`)
  }
}

/** Collects a number from each use of an option, and from lists such as `1,3`. */
export function numberList(text: string, before: readonly number[] = []): number[] {
  return [...before, ...text.split(',').map(wholeNumber(1, 100_000))]
}
