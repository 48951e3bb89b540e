import type { Output } from '../../shared/contract/index.ts'
import type { LedgerEntryView, LedgerStateView } from '../../shared/contract/models.ts'
import { ledgerCsv } from '../../shared/domain/handouts/ledger-csv.ts'
import { handOutWords, ledgerStateWords } from '../../shared/domain/handouts/ledger-words.ts'
import { exitCodes, type CliContext, type CommonOptions } from '../context.ts'
import { withCore } from '../open-core.ts'
import { finish, printNote } from '../output/reply.ts'
import { usageError } from '../output/usage-error.ts'
import { safeText } from '../terminal/safe-text.ts'
import { formatTable, type Cell } from '../terminal/table.ts'
import { localTime } from './local-time.ts'

export interface LogOptions extends CommonOptions {
  readonly profile?: string
  readonly program?: string
  readonly since?: string
  readonly refused?: boolean
  readonly production?: boolean
  readonly limit?: number
  readonly csv?: boolean
}

const units = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 } as const

/** The time from `2h`, `7d` or a text that Date can parse; undefined for anything else. */
export function sinceOf(text: string, now: number): string | undefined {
  const [, count, unit] = /^(\d{1,5})([mhdw])$/.exec(text) ?? []
  const at = count === undefined ? Date.parse(text) : now - Number(count) * units[unit as keyof typeof units]
  return Number.isNaN(at) ? undefined : new Date(at).toISOString()
}

function row({
  at,
  program,
  folder,
  profile,
  production,
  account,
  verdict,
  by,
  from,
}: LedgerEntryView): Cell[] {
  const words = handOutWords({ verdict, by, from })
  return [
    { text: localTime(at) },
    { text: safeText(program === '' ? 'not known' : program) },
    { text: safeText(profile), ...(production && { colour: 'red' as const }) },
    { text: account ?? '' },
    { text: words, ...(verdict !== 'given' && { colour: 'red' as const }) },
    { text: safeText(folder ?? ''), colour: 'dim' },
  ]
}

const columns = [
  { title: 'When', least: 19 },
  { title: 'Program', least: 16 },
  { title: 'Profile', least: 16 },
  { title: 'Account' },
  { title: 'Answer', least: 12 },
  { title: 'Folder', least: 10 },
]

/** The last line: whether the chain is intact. */
function foot(context: CliContext, state: LedgerStateView, { total, since }: Output<'handouts.list'>): void {
  const words = ledgerStateWords(state, total, since === undefined ? undefined : localTime(since))
  const isBad = state.kind !== 'whole' && state.kind !== 'empty'
  context.terminal.err(`${context.terminal.errPaint(isBad ? 'red' : 'dim', words)}\n`)
}

/** `log`: shows who got which credentials. Exit code 1 when something in the log was changed or is missing. */
export async function runLog(context: CliContext, options: LogOptions): Promise<number> {
  const { profile, program, refused, production, limit } = options
  if (options.csv === true && options.json === true)
    return usageError(context, 'Give --csv or --json, not both.')
  const since = options.since === undefined ? undefined : sinceOf(options.since, Date.now())
  if (options.since !== undefined && since === undefined)
    return usageError(context, '--since takes 30m, 12h, 7d, 2w, or a time such as 2026-11-27T18:00.')
  return withCore(context, async (call) => {
    const reply = await call('handouts.list', {
      ...(profile !== undefined && { profile }),
      ...(program !== undefined && { program }),
      ...(since !== undefined && { since }),
      ...(refused === true && { refused }),
      ...(production === true && { production }),
      limit: limit ?? 200,
    })
    const code = finish(context, options, reply, (log) => {
      // Newest last, where people look in a terminal.
      if (options.csv === true) return context.terminal.out(ledgerCsv(log.entries.toReversed()))
      const rows = log.entries.toReversed().map(row)
      if (rows.length > 0) context.terminal.out(formatTable(columns, rows, context.terminal))
      else if (log.total > 0) printNote(context, 'No entry matches.')
      foot(context, log.state, log)
      if (rows.length > 0)
        printNote(context, 'Programs are shown as the system reported them, which is not proof.')
    })
    if (!reply.ok) return code
    const { kind } = reply.value.state
    return kind === 'whole' || kind === 'empty' ? code : exitCodes.refused
  })
}
