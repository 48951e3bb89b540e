import type { MfaQuestion } from '../../core/host/ports.ts'
import type { Output } from '../../shared/contract/index.ts'
import { exitCodes, type CliContext, type CommonOptions } from '../context.ts'
import { withQuickCore } from '../open-core.ts'
import { finish } from '../output/reply.ts'
import { usageError } from '../output/usage-error.ts'

export interface CredentialsOptions extends CommonOptions {
  readonly active?: boolean
  readonly fresh?: boolean
}

/** The answer of a credential_process (AWS CLI user guide, "Sourcing credentials with an external process"). */
function processAnswer(given: Output<'credentials.get'>): string {
  const { accessKeyId, secretAccessKey, sessionToken, expiresAt, accountId } = given
  return JSON.stringify({
    Version: 1,
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    ...(sessionToken !== undefined && { SessionToken: sessionToken }),
    ...(expiresAt !== undefined && { Expiration: expiresAt }),
    ...(accountId !== undefined && { AccountId: accountId }),
  })
}

/**
 * `credentials NAME` and `credentials --active`. Standard output is for the SDK that started us, so errors are told on
 * standard error, and an MFA code is asked for on the terminal itself.
 */
export async function runCredentials(
  context: CliContext,
  name: string | undefined,
  options: CredentialsOptions,
): Promise<number> {
  if ((name === undefined) !== (options.active === true))
    return usageError(context, 'Give the name of one profile, or --active.')
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
