import { quotePosix } from '../../../shared/domain/transfer/export/quoting.ts'
import type { Variable } from '../../../shared/domain/transfer/export/snippet.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'

/**
 * What Terminal.app runs: it takes neither an environment nor arguments, only a file. The script removes itself first.
 * Error: InvalidValue for a name that no shell can take.
 */
export function macScript(variables: readonly Variable[]): Result<string> {
  const lines = ['#!/bin/sh', 'rm -f -- "$0"', 'cd || exit']
  for (const { name, value } of variables) {
    if (value === undefined) {
      lines.push(`unset ${name}`)
      continue
    }
    const quoted = quotePosix(value)
    if (quoted === undefined) {
      return fail('InvalidValue', `${name} cannot be given to a shell.`, {
        reason: 'It contains a character that an environment variable cannot hold.',
        remedy: 'Rename the profile, or use it by name on the command line.',
      })
    }
    lines.push(`export ${name}=${quoted}`)
  }
  return ok(`${[...lines, 'clear', 'exec "${SHELL:-/bin/zsh}" -l'].join('\n')}\n`)
}
