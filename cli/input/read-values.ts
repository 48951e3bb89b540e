import type { CliContext } from '../context.ts'
import { readStdin } from './read-stdin.ts'

const lineBreak = /\r\n|\n|\r/

/**
 * The values that stand as `-` on the command line. One takes all of standard input but its last line break, several
 * take a line each. On a terminal they are asked for one by one, without showing what is typed.
 * Undefined: there are fewer lines than values, or the question was left.
 */
export async function readDashValues(
  context: CliContext,
  labels: readonly string[],
): Promise<string[] | undefined> {
  if (labels.length === 0) return []
  if (process.stdin.isTTY) {
    const { askHidden } = await import('./ask-hidden.ts')
    const values: string[] = []
    for (const label of labels) {
      const value = await askHidden(`${label}: `, context.terminal.err)
      if (value === undefined) return undefined
      values.push(value)
    }
    return values
  }
  const text = await readStdin()
  if (labels.length === 1) return text === '' ? undefined : [text.replace(/(?:\r\n|\n|\r)$/, '')]
  const lines = text.split(lineBreak)
  return lines.length < labels.length ? undefined : lines.slice(0, labels.length)
}
