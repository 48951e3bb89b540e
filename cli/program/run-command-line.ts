import { Command, CommanderError } from 'commander'
import { exitCodes, type CliContext } from '../context.ts'
import { redactText } from '../../shared/domain/secrets/redact.ts'
import { safeLines } from '../terminal/safe-text.ts'
import type { Definition } from './define.ts'
import { defineAllow } from './define-allow.ts'
import { defineActive, defineChecks, defineHistory, defineHosts, defineSettings } from './define-others.ts'
import { defineProfiles } from './define-profiles.ts'
import {
  defineBridges,
  defineConsole,
  defineCredentials,
  defineSession,
  defineShells,
} from './define-shells.ts'
import { defineSignIn, defineSso } from './define-sso.ts'
import { defineStacks } from './define-stacks.ts'

const closing = `
Exit codes: 0 done, 1 refused with a coded error on standard error, 2 wrong usage.
Every command has --help. \`stackpass call --help\` lists the methods of the contract.`

function createProgram(context: CliContext): Command {
  const { terminal } = context
  return new Command('stackpass')
    .description('Your AWS profiles, from the files you already have')
    .version(context.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print help for a command')
    .exitOverride()
    .enablePositionalOptions()
    .showHelpAfterError('Add --help for how it is used.')
    .configureOutput({
      writeOut: terminal.out,
      writeErr: terminal.err,
      // It repeats words of the command line.
      outputError: (text, write) => write(safeLines(redactText(text))),
      getOutHelpWidth: () => terminal.columns ?? 100,
      getErrHelpWidth: () => terminal.columns ?? 100,
    })
    .addHelpText('after', closing)
}

/**
 * Runs one command line and returns its exit code: 0 done, 1 refused, 2 usage, 130 interrupted. The commands themselves
 * are loaded when they run.
 */
export async function runCommandLine(words: readonly string[], context: CliContext): Promise<number> {
  const program = createProgram(context)
  let exitCode: number = exitCodes.done
  const definition: Definition = {
    context,
    end: async (code) => {
      exitCode = await code
    },
  }
  defineProfiles(program, definition)
  defineChecks(program, definition)
  defineAllow(program, definition)
  defineActive(program, definition)
  defineCredentials(program, definition)
  defineConsole(program, definition)
  defineSession(program, definition)
  defineShells(program, definition)
  defineBridges(program, definition)
  defineStacks(program, definition)
  defineSignIn(program, definition)
  defineSso(program, definition)
  defineHistory(program, definition)
  defineSettings(program, definition)
  defineHosts(program, definition)
  try {
    await program.parseAsync(words, { from: 'user' })
    return exitCode
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode !== 0) return exitCodes.usage
    const [first, second] = words
    if (
      error.code.startsWith('commander.help') &&
      (first === 'call' || (first === 'help' && second === 'call'))
    ) {
      const { describeMethods } = await import('../commands/call.ts')
      context.terminal.out(`\n${await describeMethods(context)}`)
    }
    return exitCodes.done
  }
}
