import type { Command } from 'commander'
import { topics } from './topics.ts'

/** Escapes text for roff, so that a line may begin with a dot or a quote, and option dashes are not hyphens. */
function roff(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll(/^([.'])/gm, '\\&$1')
}

function commandSection(command: Command, path: readonly string[]): string[] {
  const help = command.createHelp()
  const options = help.visibleOptions(command)
  return [
    `.SS ${roff(['stackpass', ...path].join(' '))} ${roff(command.usage())}`.trimEnd(),
    roff(command.description()),
    ...options.flatMap((option) => ['.TP', `.B ${roff(option.flags)}`, roff(help.optionDescription(option))]),
    ...help.visibleCommands(command).flatMap((below) => commandSection(below, [...path, below.name()])),
  ]
}

/** The manual of all commands, in roff for `man`. */
export function manPage(program: Command, version: string): string {
  const help = program.createHelp()
  const lines = [
    `.TH STACKPASS 1 "" "stackpass ${roff(version)}" "User Commands"`,
    '.SH NAME',
    `stackpass \\- ${roff(program.description())}`,
    '.SH SYNOPSIS',
    '.B stackpass',
    '.I command',
    '[options]',
    '.SH COMMANDS',
    ...help
      .visibleCommands(program)
      .filter((command) => command.name() !== 'help')
      .flatMap((command) => commandSection(command, [command.name()])),
    ...[...topics].flatMap(([name, { paragraphs }]) => [
      `.SH ${name.toUpperCase().replaceAll('-', ' ')}`,
      ...paragraphs.flatMap((paragraph) =>
        paragraph.startsWith('  ') ? ['.nf', roff(paragraph), '.fi'] : ['.PP', roff(paragraph)],
      ),
    ]),
  ]
  return `${lines.join('\n')}\n`
}
