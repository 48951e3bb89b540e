import path from 'node:path'
import type { CallOf } from '../../shared/contract/call-of.ts'
import type { Input } from '../../shared/contract/index.ts'
import type { PurgePlan } from '../../shared/contract/models.ts'
import { exitCodes, type CliContext } from '../context.ts'
import { withCore } from '../open-core.ts'
import { confirm, notConfirmed, type ConfirmOptions } from '../output/confirm-plan.ts'
import { finish, printNote } from '../output/reply.ts'
import { usageError } from '../output/usage-error.ts'
import { safeText } from '../terminal/safe-text.ts'
import { localTime } from './local-time.ts'

export interface PurgeOptions extends ConfirmOptions {
  readonly profile?: string
  readonly file?: string
  readonly olderThan?: string
  readonly all?: boolean
}

const hours = { h: 1, d: 24, w: 24 * 7 } as const

/** The time that was `30d`, `12h` or `2w` ago; undefined for anything else. */
function timeBefore(age: string): string | undefined {
  const [, count, unit] = /^(\d{1,5})([hdw])$/.exec(age) ?? []
  if (count === undefined) return undefined
  return new Date(Date.now() - Number(count) * hours[unit as keyof typeof hours] * 3_600_000).toISOString()
}

/** What to forget, as the options say, or what is wrong with the options. */
function choiceOf(options: PurgeOptions, homeDir: string): Input<'history.planPurge'>['what'] | string {
  const { profile, file, olderThan, all } = options
  const given = [profile, file, olderThan, all].filter((one) => one !== undefined)
  if (given.length !== 1) return 'Give one of --profile, --file, --older-than and --all.'
  if (profile !== undefined) return { profile }
  if (file !== undefined) return { path: path.resolve(file.replace(/^~(?=[\\/])/, () => homeDir)) }
  if (all === true) return { all }
  const before = timeBefore(olderThan!)
  return before === undefined ? '--older-than takes an age such as 30d, 12h or 2w.' : { before }
}

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`

/** In words, what would be or was forgotten. */
function amount({ entries, unreadable, backups, others }: PurgePlan): string {
  const parts = [
    plural(entries.length + unreadable, 'entry', 'entries'),
    plural(backups, 'backup'),
    ...(others > 0 ? [plural(others, 'cached file')] : []),
  ]
  return parts.join(', ')
}

function show(plan: PurgePlan, write: (text: string) => void): void {
  for (const { id, at, summary, files } of plan.entries)
    write(`  ${id}  ${localTime(at)}  ${safeText(summary)}  ${safeText(files.join(', '))}\n`)
  if (plan.unreadable > 0) write(`  ${plural(plan.unreadable, 'entry', 'entries')} that cannot be read\n`)
  write(
    `${amount(plan)}, ${plan.bytes} bytes. Backups are whole files: these changes can no longer be undone.\n`,
  )
}

/** Forgets what a plan names, and says what remains. */
export async function applyPurge(
  context: CliContext,
  call: CallOf<'history.purge'>,
  options: ConfirmOptions,
  plan: PurgePlan,
): Promise<number> {
  const done = await call('history.purge', { planId: plan.planId })
  const code = finish(context, options, done, () => context.terminal.out(`Forgotten: ${amount(plan)}.\n`))
  if (!done.ok || done.value.left.length === 0) return code
  const { left } = done.value
  printNote(context, `These files still hold the keys: ${left.map(safeText).join(', ')}.`)
  return exitCodes.refused
}

/** `history purge`: shows what would be forgotten, asks, and forgets it for good. */
export function runPurge(context: CliContext, options: PurgeOptions): Promise<number> {
  const choice = choiceOf(options, context.homeDir)
  if (typeof choice === 'string') return Promise.resolve(usageError(context, choice))
  return withCore(context, async (call) => {
    const plan = await call('history.planPurge', { what: choice })
    if (!plan.ok) return finish(context, options, plan, () => undefined)
    const { terminal } = context
    const { entries, unreadable, backups, others } = plan.value
    const isEmpty = entries.length + unreadable + backups + others === 0
    if (isEmpty || options.dryRun === true)
      return finish(context, options, plan, (value) => {
        if (isEmpty) return terminal.out('The history holds no such entry.\n')
        show(value, (text) => terminal.out(text))
        terminal.out('Nothing was removed (--dry-run).\n')
      })
    if (options.yes !== true) {
      show(plan.value, (text) => terminal.err(text))
      const answer = await confirm(context, 'Forget this for good?')
      if (answer !== true) return notConfirmed(context, options, answer)
    }
    return applyPurge(context, call, options, plan.value)
  })
}
