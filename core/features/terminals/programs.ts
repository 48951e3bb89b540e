import type { Variable } from '../../../shared/domain/transfer/export/snippet.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import { findProgram } from '../../system/find-program.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** A terminal that was found, and how to start a program in it. */
export interface Terminal {
  readonly name: string
  readonly path: string
  /** The arguments before the words of that program. */
  readonly before: readonly string[]
}

/** The terminals of Linux and the BSDs by preference: the user's choice first (Debian's alternatives), then by desktop. */
const terminals: readonly (readonly [string, readonly string[]])[] = [
  ['x-terminal-emulator', ['-e']],
  ['gnome-terminal', ['--']],
  ['konsole', ['-e']],
  ['xfce4-terminal', ['-x']],
  ['kitty', []],
  ['alacritty', ['-e']],
  ['foot', []],
  ['xterm', ['-e']],
]

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

/** The terminal to start on Linux. Error: TerminalUnavailable, which says where it looked. */
export function findTerminal(env: Environment): Result<Terminal> {
  if (!env['DISPLAY'] && !env['WAYLAND_DISPLAY']) {
    return fail('TerminalUnavailable', 'No terminal can be opened here.', {
      reason: 'Stackpass runs without a screen: neither DISPLAY nor WAYLAND_DISPLAY is set.',
      remedy: 'Run `stackpass exec NAME -- bash` in the terminal that you have.',
    })
  }
  for (const [name, before] of terminals) {
    const path = findProgram(name, env)
    if (path !== undefined) return ok({ name, path, before })
  }
  return fail('TerminalUnavailable', 'No terminal program was found.', {
    reason: `Stackpass looked for ${listed(terminals.map(([name]) => name))} on the PATH.`,
    remedy: 'Install one of them, or start Stackpass with a PATH that has it.',
  })
}

/**
 * The user's shell with the variables, as words of a command. Most terminals hand a new window to a server that was
 * started long ago and has its own environment, so the variables go with the command.
 */
export function shellWords(variables: readonly Variable[], env: Environment): readonly string[] {
  const removed = variables.flatMap(({ name, value }) => (value === undefined ? ['-u', name] : []))
  const set = variables.flatMap(({ name, value }) => (value === undefined ? [] : [`${name}=${value}`]))
  return [findProgram('env', env) ?? 'env', ...removed, ...set, env['SHELL'] || '/bin/sh']
}
