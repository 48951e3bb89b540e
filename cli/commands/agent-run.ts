import { basename, resolve } from 'node:path'
import type { StartedLease } from '../../core/leases/leases.ts'
import type { WantedRights } from '../../core/leases/wanted-rights.ts'
import type { Core } from '../../core/start/create-core.ts'
import { resolveSharedFilePaths } from '../../shared/domain/aws/locations.ts'
import { endedInWords, narrowedByInWords, rightsInWords } from '../../shared/domain/leases/lease-words.ts'
import type { KeptApart } from '../../shared/domain/leases/types.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import type { CliContext, CommonOptions } from '../context.ts'
import { createMfaAsker } from '../input/mfa-asker.ts'
import { withCore } from '../open-core.ts'
import { finish } from '../output/reply.ts'
import { usageError } from '../output/usage-error.ts'
import { ownProgram } from '../own-program.ts'
import { safeText } from '../terminal/safe-text.ts'
import { runProgram } from './run-program.ts'

export interface AgentRunOptions extends CommonOptions {
  readonly profile?: readonly string[]
  readonly readOnly?: boolean
  readonly policy?: string
  readonly fullRights?: boolean
  /** Minutes. */
  readonly for: number
  readonly default?: boolean
  readonly tag?: readonly string[]
  readonly jail?: boolean
  readonly fence?: boolean
}

interface Apart {
  readonly kept: KeptApart
  /** What builds the jail. */
  readonly program?: string
  readonly why?: string
}

/** A jail where one can be built and is not declined. Errors: NotSupportedHere with --jail. */
async function findApart({ platform, env }: CliContext, options: AgentRunOptions): Promise<Result<Apart>> {
  if (options.fence === true) return ok({ kept: 'fence', why: 'You asked for no jail.' })
  const { findJail } = await import('../../core/leases/jail.ts')
  const found = findJail(platform, env)
  if ('program' in found) return ok({ kept: 'jail', program: found.program })
  if (options.jail !== true) return ok({ kept: 'fence', why: found.why })
  return fail('NotSupportedHere', 'No jail can be built here.', {
    reason: found.why,
    remedy:
      'Install bubblewrap, or leave --jail out: the program is then told of nothing else, and could still look.',
  })
}

function tagsOf(given: readonly string[]): WantedRights['tags'] | string {
  const tags: { key: string; value: string }[] = []
  for (const text of given) {
    const [, key, value] = /^([\w .:/=+@-]{1,128}?)=([\w .:/=+@-]{0,256})$/.exec(text) ?? []
    if (key === undefined || value === undefined) return text
    tags.push({ key, value })
  }
  return tags
}

async function wantedRights(options: AgentRunOptions): Promise<Result<WantedRights>> {
  const { readOnly, fullRights, policy, tag } = options
  const tags = tag === undefined ? undefined : tagsOf(tag)
  if (typeof tags === 'string')
    return fail('InvalidValue', `${tags} is no tag.`, {
      reason: 'A tag has a name and a value.',
      remedy: 'Give --tag name=value.',
    })
  const common = {
    ...(readOnly === true && { readOnly }),
    ...(fullRights === true && { fullRights }),
    ...(tags !== undefined && { tags }),
  }
  if (policy === undefined) return ok(common)
  const { readPolicyFile } = await import('../input/read-policy-file.ts')
  const read = await readPolicyFile(policy)
  return read.ok ? ok({ ...common, policy: read.value }) : read
}

function tellStart(
  { terminal }: CliContext,
  { lease }: StartedLease,
  apart: Apart,
  open: string | undefined,
): void {
  const { err, errPaint } = terminal
  const rights = lease.profiles.map((one) => {
    const words = rightsInWords(one.rights)
    const shown = one.rights.kind === 'full' ? errPaint('red', safeText(words)) : safeText(words)
    return `  ${safeText(one.name)}: ${shown}. ${narrowedByInWords(one.rights)}.\n`
  })
  err(
    `Lease ${lease.id} of ${safeText(lease.program)}, until ${new Date(lease.endsAt).toLocaleTimeString()}:\n`,
  )
  err(rights.join(''))
  err(
    apart.kept === 'jail'
      ? `  Jail: ~/.aws, our own folders and the keyring are out of its sight.${open === undefined ? '' : ` ${open}`}\n`
      : `  Fence, no jail: it could still read ~/.aws if it tried. ${safeText(apart.why ?? '')}\n`,
  )
}

/** How the helper inside starts us: by full paths, so that nothing on a PATH stands in for it. */
function ownWords(context: CliContext): readonly string[] {
  const { entry } = context
  if (entry !== undefined && process.versions['electron'] === undefined) return [process.execPath, entry]
  return [ownProgram(context) ?? 'stackpass']
}

async function wordsFor(
  context: CliContext,
  words: readonly string[],
  { files }: StartedLease,
  apart: Apart,
): Promise<Result<readonly string[]>> {
  if (apart.program === undefined) return ok(words)
  const { jailArguments } = await import('../../core/leases/jail.ts')
  const { stackpassPaths, ownRoots } = await import('../../core/state/paths.ts')
  const { env, platform, homeDir, packageRoot, entry } = context
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
  if (words.length === 0) return usageError(context, 'Give the program behind the options.')
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
