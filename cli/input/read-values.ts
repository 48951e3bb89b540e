import { ok, type Result } from '../../shared/result.ts'
import type { CliContext } from '../context.ts'
import { decodeExactly } from './decode-text.ts'
import { readStdin } from './read-stdin.ts'

const lineBreak = /\r\n|\n|\r/

/**
 * Reads the values given as `-` on the command line. One value takes all of standard input without its last line break;
 * several take one line each. On a terminal it asks for each, without showing what is typed.
 * Undefined: fewer or more lines than values, or the user cancelled. Errors: UnsupportedEncoding, FileTooLarge.
 */
export async function readDashValues(
  context: CliContext,
  labels: readonly string[],
): Promise<Result<string[] | undefined>> {
  if (labels.length === 0) return ok([])
  if (process.stdin.isTTY) {
    const { askHidden } = await import('./ask-hidden.ts')
    const values: string[] = []
    for (const label of labels) {
      const value = await askHidden(`${label}: `, context.terminal.err)
      if (value === undefined) return ok(undefined)
      values.push(value)
    }
    return ok(values)
  }
  const read = await readStdin()
  const text = read.ok ? decodeExactly(read.value, 'Standard input') : read
  if (!text.ok) return text
  const given = text.value.replace(/(?:\r\n|\n|\r)$/, '')
  if (labels.length === 1) return ok(text.value === '' ? undefined : [given])
  const lines = given.split(lineBreak)
  // An extra line may come before the others, and then each value would go to the wrong key.
  const fits = lines.length >= labels.length && lines.slice(labels.length).every((line) => line === '')
  return ok(fits ? lines.slice(0, labels.length) : undefined)
}
