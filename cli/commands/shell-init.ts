import type { HookShell } from '../../shared/domain/shells/types.ts'
import type { CliContext } from '../context.ts'
import { withCore } from '../open-core.ts'
import { confirmPlan, type ConfirmOptions } from '../output/confirm-plan.ts'
import { finish } from '../output/reply.ts'
import { usageError } from '../output/usage-error.ts'

export interface ShellInitOptions extends ConfirmOptions {
  readonly install?: boolean
  readonly remove?: boolean
}

/**
 * `shell-init SHELL`: prints the hook to standard output, for `eval "$(stackpass shell-init bash)"`. With --install or
 * --remove it shows the change to the start-up file and asks before it writes.
 */
export async function runShellInit(
  context: CliContext,
  shell: HookShell,
  options: ShellInitOptions,
): Promise<number> {
  if (options.install === true && options.remove === true)
    return usageError(context, 'Give --install or --remove, not both.')
  return withCore(context, async (call) => {
    if (options.install !== true && options.remove !== true) {
      const hook = await call('shells.hook', { shell })
      return finish(context, options, hook, ({ text }) => context.terminal.out(text))
    }
    const remove = options.remove === true
    const plan = await call('shells.plan', { shell, remove })
    if (plan.ok && plan.value.files.length === 0) {
      return finish(context, options, plan, () => context.terminal.out(`${shell} is set up already.\n`))
    }
    const code = await confirmPlan(
      context,
      call,
      options,
      plan,
      remove ? 'Remove these lines?' : 'Write this?',
    )
    if (code === 0 && !remove && options.dryRun !== true && options.json !== true)
      context.terminal.out('New terminals follow the active profile. In open ones, restart the shell.\n')
    return code
  })
}
