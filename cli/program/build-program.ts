import { Command } from 'commander'
import { inOurWords, usageError } from '../output/usage-error.ts'
import type { Definition } from './define.ts'
import { defineAgent, defineMcp } from './define-agent.ts'
import { defineAllow } from './define-allow.ts'
import {
  defineActive,
  defineChecks,
  defineHistory,
  defineHome,
  defineHosts,
  defineLog,
  defineSettings,
  defineWhoami,
} from './define-others.ts'
import { defineFolders } from './define-folders.ts'
import { defineKeys } from './define-keys.ts'
import { defineProfiles } from './define-profiles.ts'
import {
  defineBridges,
  defineCompletion,
  defineConsole,
  defineCredentials,
  defineSession,
  defineShells,
} from './define-shells.ts'
import { defineSignIn, defineSso } from './define-sso.ts'
import { defineVault } from './define-vault.ts'
import { defineStacks } from './define-stacks.ts'

const closing = `
Exit codes: 0 done, 1 refused with a coded error on standard error, 2 wrong usage.
Every command has --help. \`stackpass call --help\` lists the methods of the contract.
More: \`stackpass help\` with environment, files, exit-codes or states; \`stackpass help man\` is the whole manual for man.`

/** All commands: the command line runs them, and completion and the manual are made from them. */
export function buildProgram(definition: Definition): Command {
  const { context } = definition
  const { terminal } = context
  const program = new Command('stackpass')
    .description('Your AWS profiles, from the files you already have')
    .version(context.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print help for a command or a topic')
    .exitOverride()
    .enablePositionalOptions()
    .configureOutput({
      writeOut: terminal.out,
      writeErr: terminal.err,
      outputError: (text) => void usageError(context, inOurWords(text)),
      getOutHelpWidth: () => terminal.columns ?? 100,
      getErrHelpWidth: () => terminal.columns ?? 100,
    })
    .addHelpText('after', closing)
  defineProfiles(program, definition)
  defineChecks(program, definition)
  defineAllow(program, definition)
  defineActive(program, definition)
  defineWhoami(program, definition)
  defineCredentials(program, definition)
  defineConsole(program, definition)
  defineSession(program, definition)
  defineVault(program, definition)
  defineAgent(program, definition)
  defineMcp(program, definition)
  defineKeys(program, definition)
  defineShells(program, definition)
  defineFolders(program, definition)
  defineCompletion(program, definition)
  defineBridges(program, definition)
  defineStacks(program, definition)
  defineSignIn(program, definition)
  defineSso(program, definition)
  defineHistory(program, definition)
  defineLog(program, definition)
  defineSettings(program, definition)
  defineHome(program, definition)
  defineHosts(program, definition)
  return program
}
