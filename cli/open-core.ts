import type { Core } from '../core/create-core.ts'
import type { MfaQuestion } from '../core/ports.ts'
import type { Call } from '../shared/contract/index.ts'
import type { CliContext } from './context.ts'

export interface OpenCore {
  readonly core: Core
  readonly call: Call
}

export interface OpenCoreOptions {
  /** `loopback` also watches the files. */
  readonly host?: 'cli' | 'loopback'
  readonly askMfa?: (question: MfaQuestion) => Promise<string | undefined>
}

/** A core for one command. It is loaded here and not before, so that help and usage errors cost nothing. */
export async function openCore(context: CliContext, options: OpenCoreOptions = {}): Promise<OpenCore> {
  const { createCore } = await import('../core/create-core.ts')
  const host = options.host ?? 'cli'
  const core = createCore({
    env: context.env,
    homeDir: context.homeDir,
    platform: context.platform,
    host,
    version: context.version,
    watch: host === 'loopback',
    ...(options.askMfa && { askMfa: options.askMfa }),
    onNotice: ({ code, message }) => context.terminal.err(`Note ${code}: ${message}\n`),
  })
  return { core, call: core.dispatch as Call }
}

/** Runs a command on a core and closes it, so that nothing keeps the process alive. */
export async function withCore(
  context: CliContext,
  run: (call: Call, core: Core) => Promise<number>,
  options: OpenCoreOptions = {},
): Promise<number> {
  const { core, call } = await openCore(context, options)
  try {
    return await run(call, core)
  } finally {
    await core.close()
  }
}
