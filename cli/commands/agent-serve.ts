import type { StartedLease } from '../../core/leases/leases.ts'
import { endedInWords } from '../../shared/domain/leases/lease-words.ts'
import { exitCodes, type CliContext } from '../context.ts'
import { createMfaAsker } from '../input/mfa-asker.ts'
import { withCore } from '../open-core.ts'
import { finish, printJson } from '../output/reply.ts'
import { usageError } from '../output/usage-error.ts'
import { ownWords, tellRights, wantedRights, type RightsOptions } from './agent-rights.ts'

export interface AgentServeOptions extends RightsOptions {
  readonly profile?: string
}

/** Resolves when the user presses Ctrl-C or something ends this process. */
function stopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve())
  })
}

/** Prints the variables that a container or a program gets; none of them holds a secret. */
function tell(
  context: CliContext,
  options: AgentServeOptions,
  { url = '', files, lease }: StartedLease,
): void {
  const variables = {
    AWS_CONTAINER_CREDENTIALS_FULL_URI: url,
    AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: files.token,
  }
  if (options.json === true) return printJson(context, { ok: true, value: { lease: lease.id, ...variables } })
  for (const [name, value] of Object.entries(variables)) context.terminal.out(`${name}=${value}\n`)
}

/** `agent serve --profile NAME`: serves credentials to a container on this machine until Ctrl-C or the lease's end. */
export async function runAgentServe(context: CliContext, options: AgentServeOptions): Promise<number> {
  const { profile } = options
  if (profile === undefined) return usageError(context, 'Give the profile, with --profile.')
  if (options.readOnly === true && options.policy !== undefined)
    return usageError(context, 'Give --read-only or --policy, not both.')
  return withCore(
    context,
    async (_call, core) => {
      const wanted = await wantedRights(options)
      if (!wanted.ok) return finish(context, options, wanted, () => undefined)
      const started = await core.leases.start({
        profiles: [profile],
        wanted: wanted.value,
        minutes: options.for,
        asDefault: false,
        program: 'agent serve',
        folder: process.cwd(),
        keptApart: 'endpoint',
        ownWords: ownWords(context),
      })
      if (!started.ok) return finish(context, options, started, () => undefined)
      tellRights(context, started.value)
      tell(context, options, started.value)
      await Promise.race([stopped(), started.value.ended])
      await started.value.end('you')
      context.terminal.err(`${endedInWords}\n`)
      return exitCodes.done
    },
    { askMfa: createMfaAsker(context.platform) },
  )
}
