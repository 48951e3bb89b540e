import type { EditCall } from '../core/edits/edit-kinds.ts'
import type { CorePorts, MfaAnswer, MfaQuestion } from '../core/host/ports.ts'
import type { Core } from '../core/start/create-core.ts'
import { createQuickCore, hasBridges, type QuickCall } from '../core/start/quick-core.ts'
import type { Call } from '../shared/contract/index.ts'
import type { Operation } from '../shared/contract/models.ts'
import type { CliContext } from './context.ts'
import { ownProgram } from './own-program.ts'

export interface OpenCore {
  readonly core: Core
  readonly call: Call
}

/** For commands that a program talks to: it controls their terminal, so input there is not a person's answer. */
export const asksElsewhere = {
  askConsent: () => Promise.resolve({ kind: 'nobody', reason: 'A program uses this Stackpass.' } as const),
  askPerson: () => Promise.resolve({ kind: 'nobody' } as const),
} satisfies OpenCoreOptions

export interface OpenCoreOptions {
  /** `loopback` also watches the files. */
  readonly host?: 'cli' | 'loopback'
  readonly askMfa?: (question: MfaQuestion) => Promise<MfaAnswer>
  /** Absent: asks on the controlling terminal; without one, asks nobody. */
  readonly askConsent?: NonNullable<CorePorts['askConsent']>
  /** The same for a program that wants credentials. */
  readonly askPerson?: NonNullable<CorePorts['askPerson']>
  /** The purpose of hand-outs, if not `credentials`. */
  readonly handOutWay?: NonNullable<CorePorts['handOutWay']>
}

function portsOf(
  context: CliContext,
  { host = 'cli', askMfa, askConsent, askPerson, handOutWay }: OpenCoreOptions,
): CorePorts {
  return {
    env: context.env,
    homeDir: context.homeDir,
    platform: context.platform,
    host,
    get version() {
      return context.version
    },
    commandTable: context.commandTable,
    watch: host === 'loopback',
    // Looks into each folder of PATH, which few commands need.
    get program() {
      return ownProgram(context)
    },
    ...(askMfa && { askMfa }),
    ...(context.entry !== undefined && { ownFile: context.entry }),
    askConsent:
      askConsent ??
      (async (question, signal) =>
        (await import('./input/consent-asker.ts')).askOnOwnTerminal(context, question, signal)),
    askPerson:
      askPerson ??
      (async (question, signal) =>
        (await import('./input/hand-out-asker.ts')).askOnTerminalOfCaller(context, question, signal)),
    ...(handOutWay !== undefined && { handOutWay }),
    // The stdin stream alone takes as long to load as everything else that `use` does.
    get hasPerson() {
      return host === 'loopback' || context.terminal.showsProgress || process.stdin.isTTY
    },
    openLink: async (url, target) => {
      const { openLink } = await import('../core/host/links/open-link.ts')
      return openLink(url, { ...context, stays: host === 'loopback' }, target)
    },
    onNotice: ({ code, message }) => context.terminal.err(`Note ${code}: ${message}\n`),
  }
}

/** A core for one command. Loaded only here, so that help and usage errors stay fast. */
export async function openCore(context: CliContext, options: OpenCoreOptions = {}): Promise<OpenCore> {
  const { createCore } = await import('../core/start/create-core.ts')
  const core = createCore(portsOf(context, options))
  return { core, call: core.dispatch as Call }
}

/** Runs a command on a core and then closes the core, so that nothing keeps the process alive. */
export async function withCore<Ended>(
  context: CliContext,
  run: (call: Call, core: Core) => Promise<Ended>,
  options: OpenCoreOptions = {},
): Promise<Ended> {
  const { core, call } = await openCore(context, options)
  try {
    return await run(call, core)
  } finally {
    await core.close()
  }
}

/** Runs a command that writes to the shared files. Uses a faster core when no stack or bridge has to follow. */
export async function withEdits(
  context: CliContext,
  operations: readonly Operation[],
  run: (call: EditCall) => Promise<number>,
): Promise<number> {
  const ports = portsOf(context, {})
  const { canEditQuickly, createQuickEdits } = await import('../core/start/quick-edits.ts')
  if (!canEditQuickly(operations, ports)) return withCore(context, run)
  const edits = createQuickEdits(ports)
  try {
    return await run(edits.call)
  } finally {
    await edits.close()
  }
}

/**
 * Runs a command that only switches the active profile or hands out credentials. Uses a faster core unless a bridge has
 * to follow.
 */
export async function withQuickCore<Ended>(
  context: CliContext,
  run: (call: QuickCall) => Promise<Ended>,
  options: OpenCoreOptions = {},
): Promise<Ended> {
  const ports = portsOf(context, options)
  return hasBridges(ports) ? withCore(context, run, options) : run(createQuickCore(ports))
}
