import type { EditCall } from '../../core/edits/edit-kinds.ts'
import type { CliContext, WriteOptions } from '../context.ts'
import { confirm } from '../output/confirm-plan.ts'
import { printNote } from '../output/reply.ts'
import { safeText } from '../terminal/safe-text.ts'
import { applyPurge, plural } from './history-purge.ts'
import { localTime } from './local-time.ts'

/** After profiles were deleted or their keys moved (`what`): says which keys remain in backups; on a terminal, offers to forget them. */
export async function offerPurge(
  context: CliContext,
  call: EditCall,
  options: WriteOptions,
  names: readonly string[],
  what = 'the deletion',
): Promise<void> {
  const isAsked = options.json !== true && process.stdin.isTTY && process.stdout.isTTY
  for (const name of names) {
    const plan = await call('history.planPurge', { what: { profile: name } })
    if (!plan.ok || plan.value.entries.length === 0) continue
    const { entries, until } = plan.value
    printNote(
      context,
      `The keys of ${safeText(name)} stay in the backups of ${plural(entries.length, 'change')}${until === undefined ? '' : ` until ${localTime(until)}`}. \`stackpass history purge --profile\` forgets them; ${what} can then no longer be undone.`,
    )
    if (isAsked && (await confirm(context, 'Forget them now?')) === true)
      await applyPurge(context, call, options, plan.value)
  }
}
