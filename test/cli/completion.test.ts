import { describe, expect, it } from 'vitest'
import type { Command } from 'commander'
import { argumentKind, optionKind } from '../../cli/completion/word-kinds.ts'
import { buildProgram } from '../../cli/program/build-program.ts'
import type { CliContext } from '../../cli/context.ts'

const silent = { out: () => undefined, err: () => undefined, columns: 80 }
const context = { terminal: silent, version: '0' } as unknown as CliContext

function walk(command: Command, path: readonly string[]): (readonly [Command, readonly string[]])[] {
  const below = command.createHelp().visibleCommands(command)
  return [[command, path], ...below.flatMap((one) => walk(one, [...path, one.name()]))]
}

describe('completion', () => {
  it('knows of every argument and of every value of an option what it is, or that it is free text', () => {
    const unknown: string[] = []
    const program = buildProgram({ context, end: () => Promise.resolve() })
    for (const [command, path] of walk(program, [])) {
      for (const argument of command.registeredArguments)
        if (!argumentKind(path, argument.name(), argument.argChoices).isKnown)
          unknown.push([...path, `<${argument.name()}>`].join(' '))
      for (const option of command.options)
        if ((option.required || option.optional) && !optionKind(option.long ?? '', option.argChoices).isKnown)
          unknown.push([...path, option.flags].join(' '))
    }
    expect(unknown).toEqual([])
  })
})
