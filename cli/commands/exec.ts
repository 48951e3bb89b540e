import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { basename } from 'node:path'
import { findProgram } from '../../core/system/find-program.ts'
import {
  environmentVariables,
  type SnippetValues,
  type Variable,
} from '../../shared/domain/transfer/export/snippet.ts'
import { fail, type Result } from '../../shared/result.ts'
import type { CliContext, CommonOptions } from '../context.ts'
import { createMfaAsker } from '../input/mfa-asker.ts'
import { withQuickCore } from '../open-core.ts'
import { finish } from '../output/reply.ts'
import { usageError } from '../output/usage-error.ts'
import { safeText } from '../terminal/safe-text.ts'
import { askAboutRefusal } from './allow-process.ts'
import { localTime } from './local-time.ts'

function changed(env: NodeJS.ProcessEnv, variables: readonly Variable[]): NodeJS.ProcessEnv {
  const next = { ...env }
  for (const { name, value } of variables) {
    if (value === undefined) delete next[name]
    else next[name] = value
  }
  return next
}

const passedOn = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const

/**
 * Runs a program in this terminal until it ends. Signals for us are passed on; those of the keyboard reach the program
 * by themselves, because it is in the same process group, so there we only stay alive. Returns its exit code, or 128
 * and the signal's number, as shells do.
 */
function run(
  words: readonly string[],
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
): Promise<Result<number>> {
  const [file = '', ...args] = words
  // What names a folder is meant as it stands; a name is never looked for in the current folder.
  const program = /[\\/]/.test(file) ? file : findProgram(file, env, { platform })
  if (program === undefined) {
    return Promise.resolve(
      fail('BadInput', `${file} could not be started.`, {
        reason: 'No absolute folder of PATH has such a program; relative ones are not looked into.',
        remedy: `Check the name, or write where it is, such as ./${file}.`,
      }),
    )
  }
  return new Promise((resolve) => {
    const child = spawn(program, args, { env, stdio: 'inherit' })
    const listeners = passedOn.map((signal) => {
      const pass = (): void => void (process.stdin.isTTY && signal !== 'SIGTERM' ? 0 : child.kill(signal))
      process.on(signal, pass)
      return () => void process.off(signal, pass)
    })
    const end = (result: Result<number>): void => {
      for (const stop of listeners) stop()
      resolve(result)
    }
    child.once('error', (error: NodeJS.ErrnoException) => {
      const missing = error.code === 'ENOENT'
      end(
        fail('BadInput', `${file} could not be started.`, {
          reason: missing ? 'There is no such program.' : `The system answered ${error.code}.`,
          remedy: 'Check the name of the program.',
        }),
      )
    })
    child.once('close', (code, signal) =>
      end({ ok: true, value: code ?? 128 + (signal === null ? 0 : constants.signals[signal]) }),
    )
  })
}

export interface ExecOptions extends CommonOptions {
  readonly yes?: boolean
}

const without = 'Give a profile, and the command behind it.'

/** Says on standard error what the shell that starts now is. */
function tellShell({ terminal }: CliContext, name: string, expires: string | undefined): void {
  const until = expires === undefined ? '' : ` until ${localTime(expires)}`
  terminal.err(`This shell has the credentials of ${safeText(name)}${until}. Leave it with exit.\n`)
}

/**
 * `exec [NAME] [[--] CMD]`: the credentials go into the environment of that one program, never into argv or a file. Without a
 * command it is a shell, which says so in its prompt.
 */
export async function runExec(
  context: CliContext,
  named: string | undefined,
  given: readonly string[],
  options: ExecOptions,
): Promise<number> {
  const words = given[0] === '--' ? given.slice(1) : given
  const [file] = words
  if (given.length > 0 && (file === undefined || (file === given[0] && file.startsWith('-'))))
    return usageError(context, 'Give the command behind the name, and options of exec before the name.')
  if (file === undefined && !(process.stdin.isTTY && context.terminal.columns !== undefined))
    return usageError(context, `${without} Without a command exec starts a shell, which needs a terminal.`)
  const { pickProfile } = await import('../picker/pick-profile.ts')
  const name =
    named ??
    (await withQuickCore(context, async (call) =>
      pickProfile(context, call, options, 'Shell with the credentials of', without),
    ))
  if (typeof name === 'number') return name
  if (file !== undefined && basename(file).startsWith('pulumi')) {
    const { refusePulumi } = await import('./exec-pulumi.ts')
    const refused = await refusePulumi(context, name, words, options.yes === true)
    if (refused !== undefined) return finish(context, options, { ok: false, error: refused }, () => undefined)
  }
  return withQuickCore(
    context,
    async (call) => {
      let credentials = await call('credentials.get', { name })
      if (!credentials.ok && (await askAboutRefusal(context, call, credentials.error)))
        credentials = await call('credentials.get', { name })
      if (!credentials.ok) return finish(context, options, credentials, () => undefined)
      const variables = environmentVariables(credentials.value as SnippetValues, { secrets: true })
      if (!variables.ok) return finish(context, options, variables, () => undefined)
      const env = changed(context.env, variables.value)
      const ended = await (file === undefined
        ? runShell(context, name, env, credentials.value.expiresAt)
        : run(words, env, context.platform))
      return ended.ok ? ended.value : finish(context, options, ended, () => undefined)
    },
    { askMfa: createMfaAsker(context.platform), handOutWay: 'exec' },
  )
}

async function runShell(
  context: CliContext,
  name: string,
  env: NodeJS.ProcessEnv,
  expires: string | undefined,
): Promise<Result<number>> {
  const { execShell } = await import('./exec-shell.ts')
  const shell = await execShell(context, name)
  tellShell(context, name, expires)
  return run(shell.words, { ...env, ...shell.env }, context.platform)
}
