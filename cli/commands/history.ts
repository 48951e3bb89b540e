import type { Call } from '../../shared/contract/index.ts'
import type { HistoryEntry } from '../../shared/contract/models.ts'
import type { CliContext, CommonOptions, WriteOptions } from '../context.ts'
import { withCore } from '../open-core.ts'
import { formatDiff } from '../output/format-diff.ts'
import { finish, printNote } from '../output/reply.ts'
import { writePlan } from '../output/write-plan.ts'
import { safeText } from '../terminal/safe-text.ts'
import { formatTable, type Cell } from '../terminal/table.ts'
import { localTime } from './local-time.ts'

export interface HistoryListOptions extends CommonOptions {
  readonly limit?: number
}

export interface RestoreOptions extends WriteOptions {
  readonly path?: string
}

function stateOf(entry: HistoryEntry): Cell {
  if (entry.undone) return { text: 'undone', colour: 'dim' }
  if (!entry.canUndo) return { text: 'backup gone', colour: 'yellow' }
  return { text: entry.undoes === undefined ? '' : `undoes ${entry.undoes}`, colour: 'dim' }
}

function row(entry: HistoryEntry): Cell[] {
  const changed = entry.files.map(({ label, added, removed }) => `${label} +${added} -${removed}`)
  return [
    { text: entry.id },
    { text: localTime(entry.at) },
    { text: safeText(entry.summary) },
    { text: safeText(changed.join(', ')) },
    stateOf(entry),
  ]
}

const columns = [
  { title: 'Id', least: 40 },
  { title: 'When', least: 19 },
  { title: 'What', least: 20 },
  { title: 'Files', least: 20 },
  { title: 'State' },
]

/** Notes that part of the history is damaged, so that nobody takes it for empty or deleted. */
export function noteUnreadable(context: CliContext, count: number): void {
  if (count === 0) return
  printNote(
    context,
    `${count === 1 ? '1 entry' : `${count} entries`} of the history cannot be read. None is deleted before its 30 days have passed; \`stackpass history purge --all\` forgets them now.`,
  )
}

/** `history list` */
export function runHistoryList(context: CliContext, options: HistoryListOptions): Promise<number> {
  return withCore(context, async (call) => {
    const reply = await call('history.list', options.limit === undefined ? {} : { limit: options.limit })
    const code = finish(context, options, reply, ({ entries, unreadable }) => {
      if (entries.length > 0) context.terminal.out(formatTable(columns, entries.map(row), context.terminal))
      else if (unreadable === 0) context.terminal.out('The history is empty.\n')
    })
    if (reply.ok) noteUnreadable(context, reply.value.unreadable)
    return code
  })
}

/** `history show ID` */
export function runHistoryShow(context: CliContext, id: string, options: CommonOptions): Promise<number> {
  return withCore(context, async (call) => {
    const reply = await call('history.show', { id })
    return finish(context, options, reply, ({ entry, diffs }) => {
      const { terminal } = context
      terminal.out(`${terminal.paint('bold', safeText(entry.summary))}  ${localTime(entry.at)}\n`)
      terminal.out(diffs.map((diff) => formatDiff(diff, terminal)).join(''))
    })
  })
}

/** The entry that `history.undo` would undo. */
async function lastUndoable(call: Call): Promise<string | undefined> {
  const reply = await call('history.list', { limit: 200 })
  if (!reply.ok) return undefined
  return reply.value.entries.find(({ undone, undoes, canUndo }) => !undone && canUndo && undoes === undefined)
    ?.id
}

/** `history undo [ID]` */
export function runUndo(context: CliContext, id: string | undefined, options: WriteOptions): Promise<number> {
  return withCore(context, async (call) => {
    const chosen = id ?? (await lastUndoable(call))
    // When there is nothing to undo, core says so.
    if (chosen === undefined) return finish(context, options, await call('history.undo', {}), () => undefined)
    const plan = await call('history.plan', { id: chosen, mode: 'undo' })
    return writePlan(context, call, options, plan, { fold: true })
  })
}

/** `history restore ID`: restores the whole file as it was before that entry. */
export function runRestore(context: CliContext, id: string, options: RestoreOptions): Promise<number> {
  return withCore(context, async (call) => {
    const { path } = options
    const plan = await call('history.plan', { id, mode: 'restore', ...(path !== undefined && { path }) })
    return writePlan(context, call, options, plan, { fold: true })
  })
}
