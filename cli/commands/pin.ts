import { fail } from '../../shared/result.ts'
import type { CliContext, CommonOptions } from '../context.ts'
import { finish } from '../output/reply.ts'

/**
 * `pin NAME` and `unpin`. A program cannot change the shell that started it, so the hook defines a shell function that
 * handles these. Reaching this code means that the hook is not loaded.
 */
export function runPin(
  context: CliContext,
  name: string | undefined,
  options: CommonOptions,
): Promise<number> {
  const what = name === undefined ? 'unpinned' : 'pinned'
  const refused = fail('NotSupportedHere', `This shell was not ${what}: it does not follow Stackpass.`, {
    reason: 'The shell hook does the pinning, and it is not loaded here.',
    remedy:
      'Run `stackpass shell-init SHELL --install` with bash, zsh, fish or powershell, and open a new terminal.',
  })
  return Promise.resolve(finish(context, options, refused, () => undefined))
}
