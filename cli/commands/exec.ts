import { basename } from 'node:path'
import {
  environmentVariables,
  type SnippetValues,
  type Variable,
} from '../../shared/domain/transfer/export/snippet.ts'
import type { Result } from '../../shared/result.ts'
import type { CliContext, CommonOptions } from '../context.ts'
import { createMfaAsker } from '../input/mfa-asker.ts'
import { withQuickCore } from '../open-core.ts'
import { finish } from '../output/reply.ts'
import { usageError } from '../output/usage-error.ts'
import { safeText } from '../terminal/safe-text.ts'
import { askAboutRefusal } from './allow-process.ts'
import { localTime } from './local-time.ts'
import { runProgram } from './run-program.ts'

function changed(env: NodeJS.ProcessEnv, variables: readonly Variable[]): NodeJS.ProcessEnv {
  const next = { ...env }
  for (const { name, value } of variables) {
    if (value === undefined) delete next[name]
    else next[name] = value
  }
  return next
}

export interface ExecOptions extends CommonOptions {
  readonly yes?: boolean
}

const without = 'Give a profile, and the command after it.'

/** Prints to standard error which credentials the new shell has. */
function tellShell({ terminal }: CliContext, name: string, expires: string | undefined): void {
  const until = expires === undefined ? '' : ` until ${localTime(expires)}`
  terminal.err(`This shell has the credentials of ${safeText(name)}${until}. Leave it with exit.\n`)
}

/**
 * `exec [NAME] [[--] CMD]`: puts the credentials into the environment of that one program, never into argv or a file.
 * Without a command it starts a shell whose prompt names the profile.
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
    return usageError(context, 'Give the command after the name, and options of exec before the name.')
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
        : runProgram(words, env, context.platform))
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
  return runProgram(shell.words, { ...env, ...shell.env }, context.platform)
}
