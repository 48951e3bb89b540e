import { basename, join, resolve } from 'node:path'
import type { StartedLease } from '../../core/leases/leases.ts'
import type { Core } from '../../core/start/create-core.ts'
import { resolveSharedFilePaths } from '../../shared/domain/aws/locations.ts'
import { endedInWords } from '../../shared/domain/leases/lease-words.ts'
import type { KeptApart } from '../../shared/domain/leases/types.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import type { CliContext } from '../context.ts'
import { createMfaAsker } from '../input/mfa-asker.ts'
import { withCore } from '../open-core.ts'
import { finish } from '../output/reply.ts'
import { usageError } from '../output/usage-error.ts'
import { safeText } from '../terminal/safe-text.ts'
import { ownWords, tellRights, wantedRights, type RightsOptions } from './agent-rights.ts'
import { runProgram } from './run-program.ts'

export interface AgentRunOptions extends RightsOptions {
  readonly profile?: readonly string[]
  readonly default?: boolean
  readonly jail?: boolean
  readonly fence?: boolean
}

interface Apart {
  readonly kept: KeptApart
  /** The program that builds the jail. */
  readonly program?: string
  readonly why?: string
}

/** A jail if one can be built and the user does not decline it. Errors: NotSupportedHere with --jail. */
async function findApart({ platform, env }: CliContext, options: AgentRunOptions): Promise<Result<Apart>> {
  if (options.fence === true) return ok({ kept: 'fence', why: 'You asked for no jail.' })
  const { findJail } = await import('../../core/leases/jail.ts')
  const found = await findJail(platform, env)
  if ('program' in found) return ok({ kept: 'jail', program: found.program })
  if (options.jail !== true) return ok({ kept: 'fence', why: found.why })
  return fail('NotSupportedHere', 'No jail can be built here.', {
    reason: found.why,
    remedy:
      'Install bubblewrap, or leave out --jail: the program then learns of nothing else, but could still look.',
  })
}

function tellStart(context: CliContext, started: StartedLease, apart: Apart, open: string | undefined): void {
  const { err } = context.terminal
  tellRights(context, started)
  err(
    apart.kept === 'jail'
      ? `  Jail: the program cannot see ~/.aws, the folders of Stackpass or the keyring.${open === undefined ? '' : ` ${open}`}\n`
      : `  Fence, no jail: it could still read ~/.aws if it tried. ${safeText(apart.why ?? '')}\n`,
  )
}

async function wordsFor(
  context: CliContext,
  words: readonly string[],
  { files }: StartedLease,
  apart: Apart,
): Promise<Result<readonly string[]>> {
  if (apart.program === undefined) return ok(words)
  const { jailArguments } = await import('../../core/leases/jail.ts')
  const { makePrivateFolder } = await import('../../core/state/write-private-file.ts')
  const { stackpassPaths, ownRoots } = await import('../../core/state/paths.ts')
  const { env, platform, homeDir, packageRoot, entry } = context
  // Files that a sign-in puts there while the program runs must stay hidden from it too.
  await makePrivateFolder(join(homeDir, '.aws'))
  const shared = resolveSharedFilePaths(env, platform, homeDir)
  const plan = {
    env,
    homeDir,
    folder: process.cwd(),
    given: files.folder,
    own: ownRoots(stackpassPaths(env, platform, homeDir)),
    sharedFiles: [resolve(shared.config), resolve(shared.credentials)],
    programs: [packageRoot, process.execPath, ...(entry === undefined ? [] : [entry])],
  }
  const made = jailArguments(plan, words)
  return made.ok ? ok([apart.program, ...made.value]) : made
}

async function runLeased(
  context: CliContext,
  words: readonly string[],
  started: StartedLease,
  apart: Apart,
): Promise<Result<number>> {
  const all = await wordsFor(context, words, started, apart)
  if (!all.ok) return all
  const { leasedEnvironment } = await import('../../core/leases/environment.ts')
  const { openInJail } = await import('../../core/leases/jail.ts')
  const isInJail = apart.kept === 'jail'
  tellStart(context, started, apart, isInJail ? openInJail(context.env) : undefined)
  const env = leasedEnvironment(context.env, started.files, isInJail)
  void started.ended.then(
    (why) =>
      why !== 'program' && context.terminal.err(`\nLease ${started.lease.id} has ended. ${endedInWords}\n`),
  )
  return runProgram(all.value, env, context.platform, {
    isApart: all.value.includes('--new-session'),
    onStart: (pid) => void started.running(pid),
  })
}

/** Starts the lease, runs the program in it, and ends it with the program. */
async function withLease(
  context: CliContext,
  core: Core,
  words: readonly string[],
  options: AgentRunOptions,
): Promise<Result<number>> {
  const apart = await findApart(context, options)
  if (!apart.ok) return apart
  const wanted = await wantedRights(options)
  if (!wanted.ok) return wanted
  const started = await core.leases.start({
    profiles: options.profile ?? [],
    wanted: wanted.value,
    minutes: options.for,
    asDefault: options.default === true,
    program: basename(words[0] ?? ''),
    folder: process.cwd(),
    keptApart: apart.value.kept,
    ownWords: ownWords(context),
  })
  if (!started.ok) return started
  try {
    return await runLeased(context, words, started.value, apart.value)
  } finally {
    await started.value.end('program')
  }
}

/** `agent run --profile NAME… -- CMD` */
export async function runAgent(
  context: CliContext,
  given: readonly string[],
  options: AgentRunOptions,
): Promise<number> {
  const words = given[0] === '--' ? given.slice(1) : given
  if (words.length === 0) return usageError(context, 'Give the program after the options.')
  if (options.profile === undefined || options.profile.length === 0)
    return usageError(context, 'Give the profiles that it may use, each with --profile.')
  if (options.readOnly === true && options.policy !== undefined)
    return usageError(context, 'Give --read-only or --policy, not both.')
  return withCore(
    context,
    async (_call, core) => {
      const ended = await withLease(context, core, words, options)
      return ended.ok ? ended.value : finish(context, options, ended, () => undefined)
    },
    { askMfa: createMfaAsker(context.platform) },
  )
}
