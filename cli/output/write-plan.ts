import type { EditCall } from '../../core/edits/edit-kinds.ts'
import type { Reply } from '../../shared/contract/index.ts'
import type { PlanView } from '../../shared/contract/models.ts'
import { exitCodes, type CliContext, type WriteOptions } from '../context.ts'
import { safeText } from '../terminal/safe-text.ts'
import { formatDiff } from './format-diff.ts'
import { finish, printNote } from './reply.ts'

function printPlan(context: CliContext, plan: PlanView, fold: boolean): void {
  context.terminal.out(plan.files.map((file) => formatDiff(file, context.terminal, { fold })).join(''))
}

function printWarnings(context: CliContext, plan: PlanView): void {
  for (const warning of plan.warnings) printNote(context, warning.message)
}

/**
 * The end of every command that writes. With --dry-run it shows the plan and discards it; otherwise it applies the plan and
 * shows the planned diff and how to undo it. JSON is the plan, or what was applied. `shown`: a question already showed the
 * diff and the warnings. `fold`: for commands with --diff, to summarise many new profiles when --diff is not given.
 */
export async function writePlan(
  context: CliContext,
  call: EditCall,
  options: WriteOptions,
  plan: Reply<PlanView>,
  { shown = false, fold = false }: { readonly shown?: boolean; readonly fold?: boolean } = {},
): Promise<number> {
  if (!plan.ok) return finish(context, options, plan, () => undefined)
  const { terminal } = context
  if (!shown) printWarnings(context, plan.value)
  if (options.dryRun === true) {
    await call('edits.discard', { planId: plan.value.planId })
    return finish(context, options, plan, (value) => {
      printPlan(context, value, fold && options.diff !== true)
      terminal.out('Nothing was written (--dry-run).\n')
    })
  }
  const applied = await call('edits.apply', { planId: plan.value.planId })
  const code = finish(context, options, applied, (done) => {
    if (!shown) printPlan(context, plan.value, fold && options.diff !== true)
    terminal.out(`${safeText(done.summary)}. Undo with \`stackpass history undo ${done.historyId}\`.\n`)
  })
  const isSaid = (label: string): boolean =>
    plan.value.warnings.some(
      ({ code, message }) => code === 'WrittenInPlace' && message.startsWith(`${label} `),
    )
  for (const { label, inPlace } of applied.ok ? applied.value.files : [])
    if (inPlace === true && !isSaid(label))
      printNote(
        context,
        `${label} was written in place: it is mounted or linked, or its folder cannot be written, so it could not be replaced as a whole. The old file is in the history.`,
      )
  if (code === exitCodes.done && applied.ok && applied.value.rebased)
    printNote(
      context,
      'Another program changed the file in the meantime; your change was made on top of that.',
    )
  return code
}
