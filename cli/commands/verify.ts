import { randomUUID } from 'node:crypto'
import type { Call, Output, Reply } from '../../shared/contract/index.ts'
import type { VerifyResult } from '../../shared/contract/models.ts'
import type { ReaderName } from '../../shared/domain/aws/readers/types.ts'
import { exitCodes, type CliContext, type CommonOptions } from '../context.ts'
import { askOnOwnTerminal } from '../input/consent-asker.ts'
import { createMfaAsker } from '../input/mfa-asker.ts'
import { withCore } from '../open-core.ts'
import { formatFileProblem } from '../output/format-file-problem.ts'
import {
  foreignEndpoints,
  formatVerifyFailures,
  formatVerifyTable,
  type NamedResult,
} from '../output/format-verify.ts'
import { createProgress } from '../output/progress.ts'
import { finish, printError, printNote } from '../output/reply.ts'
import { usageError } from '../output/usage-error.ts'
import { safeText } from '../terminal/safe-text.ts'
import { askToAllow } from './allow-process.ts'
import { localTime } from './local-time.ts'

export interface VerifyOptions extends CommonOptions {
  readonly all?: boolean
  readonly concurrency?: number
  readonly as: ReaderName
}

type Outcome = Omit<Output<'verify.run'>, 'results'> & { readonly results: readonly NamedResult[] }

/** Adds the account names from AWS and when they were learned. Adds nothing if nothing was listed. */
async function withNames(call: Call, outcome: Output<'verify.run'>): Promise<Outcome> {
  const reply = await call('organisations.accountNames', {})
  const names = new Map(reply.ok ? reply.value.accounts.map((account) => [account.id, account]) : [])
  const results = outcome.results.map((result): NamedResult => {
    const named = names.get(result.account ?? '')
    return named === undefined ? result : { ...result, accountName: named.name, accountNameAt: named.at }
  })
  return { ...outcome, results }
}

function runOnce(
  call: Call,
  runId: string,
  names: readonly string[] | undefined,
  { concurrency, as }: VerifyOptions,
): Promise<Reply<Output<'verify.run'>>> {
  return call('verify.run', {
    runId,
    as,
    ...(names !== undefined && { profiles: [...names] }),
    ...(concurrency !== undefined && { concurrency }),
  })
}

function merged(before: readonly VerifyResult[], again: readonly VerifyResult[]): VerifyResult[] {
  const newer = new Map(again.map((result) => [result.profile, result]))
  return before.map((result) => newer.get(result.profile) ?? result)
}

function exitCodeOf(outcome: Outcome): number {
  if (outcome.cancelled) return exitCodes.interrupted
  return outcome.results.every(({ status }) => status === 'valid') ? exitCodes.done : exitCodes.refused
}

function printOutcome(context: CliContext, { results, cancelled }: Outcome): void {
  const { terminal } = context
  if (results.length === 0) {
    terminal.out('There are no profiles to verify.\n')
    return
  }
  terminal.out(formatVerifyTable(results, terminal))
  terminal.err(formatVerifyFailures(results, terminal.errPaint))
  const [oldest] = results.flatMap(({ accountNameAt }) => accountNameAt ?? []).sort()
  if (oldest !== undefined) printNote(context, `Account names are as AWS listed them ${localTime(oldest)}.`)
  for (const remark of foreignEndpoints(results)) printNote(context, remark)
  const left = results.filter(({ status }) => status === 'cancelled').length
  if (cancelled)
    printNote(context, `Stopped: ${left} of ${results.length} were not verified. The other answers are kept.`)
}

/** Prints which files could not be read, because their profiles were not checked. Returns whether all were read. */
async function tellUnread(context: CliContext, call: Call): Promise<boolean> {
  const list = await call('profiles.list', { problems: false, profiles: false })
  if (!list.ok) return true
  const { files, problems } = list.value
  const unread = files.flatMap(({ error }) => (error === undefined ? [] : [error]))
  for (const error of unread) printError(context, error)
  const unsupported = problems.filter(({ code }) => code === 'UnsupportedEncoding')
  for (const one of unsupported)
    context.terminal.err(formatFileProblem(one, files, context.terminal.errPaint))
  return unread.length + unsupported.length === 0
}

/** `verify [NAME…|--all]`. Exit code 0 only when every profile is valid and, with --all, every file was read. */
export async function runVerify(
  context: CliContext,
  names: readonly string[],
  options: VerifyOptions,
): Promise<number> {
  if (names.length > 0 === (options.all === true))
    return usageError(context, 'Give the names of profiles, or --all.')
  const stop = new AbortController()
  const askMfa = createMfaAsker(context.platform, stop.signal)
  return withCore(
    context,
    async (call, core) => {
      let runId: string = randomUUID()
      const interrupt = (): void => {
        stop.abort()
        void call('verify.cancel', { runId })
      }
      process.on('SIGINT', interrupt)
      const progress = createProgress(context.terminal)
      const unsubscribe = core.events.subscribe((event) => {
        if (event.type === 'verifyProgress')
          progress.show(`${event.done} of ${event.total}  ${safeText(event.result.profile)}`)
      })
      try {
        let reply = await runOnce(call, runId, names.length > 0 ? names : undefined, options)
        progress.clear()
        const failures =
          reply.ok && !reply.value.cancelled
            ? reply.value.results.flatMap(({ failure }) => (failure === undefined ? [] : [failure]))
            : []
        const allowed = await askToAllow(context, call, failures)
        if (reply.ok && allowed.size > 0 && !stop.signal.aborted) {
          runId = randomUUID()
          const waited = reply.value.results.filter(({ failure }) => allowed.has(failure?.asks ?? ''))
          const names = waited.map(({ profile }) => profile)
          const again = await runOnce(call, runId, names, options)
          progress.clear()
          if (again.ok)
            reply = {
              ok: true,
              value: {
                results: merged(reply.value.results, again.value.results),
                cancelled: again.value.cancelled,
              },
            }
        }
        const named = reply.ok ? { ok: true as const, value: await withNames(call, reply.value) } : reply
        const code = finish(context, options, named, (outcome) => printOutcome(context, outcome))
        if (!reply.ok) return code
        const sawAll = await tellUnread(context, call)
        const ended = exitCodeOf(reply.value)
        return options.all === true && !sawAll && ended === exitCodes.done ? exitCodes.refused : ended
      } finally {
        unsubscribe()
        progress.clear()
        process.off('SIGINT', interrupt)
      }
    },
    {
      askMfa,
      askConsent: (question, signal) =>
        askOnOwnTerminal(context, question, AbortSignal.any([signal, stop.signal])),
    },
  )
}
