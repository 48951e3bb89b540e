import type { MfaQuestion } from '../../core/host/ports.ts'
import { exitCodes, type CliContext, type CommonOptions } from '../context.ts'
import { withQuickCore } from '../open-core.ts'
import { finish } from '../output/reply.ts'
import { usageError } from '../output/usage-error.ts'
import { processAnswer } from './process-answer.ts'

export interface CredentialsOptions extends CommonOptions {
  readonly active?: boolean
  readonly fresh?: boolean
  /** The token file of a lease. */
  readonly lease?: string
}

/**
 * `credentials NAME` and `credentials --active`. Standard output belongs to the SDK that started us, so errors go to
 * standard error, and the question for an MFA code goes to the terminal itself.
 */
export async function runCredentials(
  context: CliContext,
  name: string | undefined,
  options: CredentialsOptions,
): Promise<number> {
  if ((name === undefined) !== (options.active === true))
    return usageError(context, 'Give the name of one profile, or --active.')
  if (options.lease !== undefined) {
    const { runLeaseHelper } = await import('./lease-helper.ts')
    return name === undefined
      ? usageError(context, 'A lease holds profiles by name.')
      : runLeaseHelper(context, name, options.lease)
  }
  const askMfa = async (question: MfaQuestion) => {
    const { createMfaAsker } = await import('../input/mfa-asker.ts')
    const { callingProgram } = await import('../input/calling-program.ts')
    return createMfaAsker(context.platform, undefined, await callingProgram(context.platform))(question)
  }
  return withQuickCore(
    context,
    async (call) => {
      const get = () =>
        call('credentials.get', {
          ...(name !== undefined && { name }),
          ...(options.fresh === true && { fresh: true }),
        })
      let reply = await get()
      if (!reply.ok && reply.error.details?.['asks'] !== undefined) {
        const { askAboutRefusal } = await import('./allow-process.ts')
        if (await askAboutRefusal(context, call, reply.error)) reply = await get()
      }
      if (!reply.ok && reply.error.code === 'VaultLocked') {
        const { unlockHere } = await import('../input/unlock-vault.ts')
        if (await unlockHere(context, reply.error)) reply = await get()
      }
      if (!reply.ok) return finish(context, options, reply, () => undefined)
      context.terminal.out(`${processAnswer(reply.value)}\n`)
      return exitCodes.done
    },
    { askMfa },
  )
}
