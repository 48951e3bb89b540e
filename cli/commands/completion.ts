import { completionFiles } from '../../core/state/kept-profiles.ts'
import { stackpassPaths } from '../../core/state/paths.ts'
import { completionText } from '../../shared/domain/shells/completion/text.ts'
import type { HookShell } from '../../shared/domain/shells/types.ts'
import { ok } from '../../shared/result.ts'
import type { CliContext } from '../context.ts'
import { withCore } from '../open-core.ts'
import { confirmPlan, type ConfirmOptions } from '../output/confirm-plan.ts'
import { finish } from '../output/reply.ts'
import { usageError } from '../output/usage-error.ts'

export interface CompletionCommandOptions extends ConfirmOptions {
  readonly install?: boolean
  readonly remove?: boolean
  readonly aws?: boolean
}

async function print(
  context: CliContext,
  shell: HookShell,
  options: CompletionCommandOptions,
): Promise<number> {
  const { env, platform, homeDir } = context
  const text = completionText(shell, {
    table: await context.commandTable(),
    ...completionFiles(stackpassPaths(env, platform, homeDir), platform),
    aws: options.aws === true,
  })
  return finish(context, options, ok({ text }), () => context.terminal.out(text))
}

/** `completion SHELL`: prints the script to standard output. With --install or --remove it shows the change and asks before it writes. */
export async function runCompletion(
  context: CliContext,
  shell: HookShell,
  options: CompletionCommandOptions,
): Promise<number> {
  const remove = options.remove === true
  if (options.install === true && remove) return usageError(context, 'Give --install or --remove, not both.')
  if (options.install !== true && !remove) return print(context, shell, options)
  return withCore(context, async (call) => {
    const part = options.aws === true ? 'completion-with-aws' : 'completion'
    const plan = await call('shells.plan', { shell, remove, part })
    if (plan.ok && plan.value.files.length === 0)
      return finish(context, options, plan, () => context.terminal.out(`${shell} is set up already.\n`))
    const code = await confirmPlan(
      context,
      call,
      options,
      plan,
      remove ? 'Remove these lines?' : 'Write this?',
    )
    if (code === 0 && !remove && options.dryRun !== true && options.json !== true)
      context.terminal.out('New terminals complete stackpass. In open ones, restart the shell.\n')
    return code
  })
}
