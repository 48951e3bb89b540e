import type { Command } from 'commander'
import type { CommandEntry } from '../../shared/domain/shells/completion/table.ts'
import { argumentKind, optionKind } from './word-kinds.ts'

function entryOf(command: Command, path: readonly string[]): CommandEntry {
  const help = command.createHelp()
  return {
    path,
    names: [command.name(), ...command.aliases()],
    description: command.description(),
    arguments: command.registeredArguments.map((argument) => {
      const { kind } = argumentKind(path, argument.name(), argument.argChoices)
      return { isVariadic: argument.variadic, ...(kind !== undefined && { kind }) }
    }),
    options: help.visibleOptions(command).map((option) => {
      const flags = [option.long, option.short].filter((flag) => flag !== undefined && flag !== null)
      const takesValue = option.required || option.optional
      const { kind } = optionKind(option.long ?? '', option.argChoices)
      return {
        flags,
        description: option.description,
        ...(takesValue && { value: { isOptional: option.optional, ...(kind !== undefined && { kind }) } }),
      }
    }),
  }
}

/** This command and every command below it, in the order of the help. */
export function describeCommands(program: Command): CommandEntry[] {
  const walk = (command: Command, path: readonly string[]): CommandEntry[] => [
    entryOf(command, path),
    ...command
      .createHelp()
      .visibleCommands(command)
      .flatMap((below) => walk(below, [...path, below.name()])),
  ]
  return walk(program, [])
}
