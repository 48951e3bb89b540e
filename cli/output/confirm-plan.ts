import type { EditCall } from '../../core/edits/edit-kinds.ts'
import type { Reply } from '../../shared/contract/index.ts'
import type { PlanView } from '../../shared/contract/models.ts'
import { exitCodes, type CliContext, type CommonOptions, type WriteOptions } from '../context.ts'
import { fail } from '../../shared/result.ts'
import { askOnTerminal } from '../input/ask-terminal.ts'
import { formatDiff } from './format-diff.ts'
import { finish, printJson, printNote } from './reply.ts'
import { writePlan } from './write-plan.ts'

export interface ConfirmOptions extends WriteOptions {
  readonly yes?: boolean
}

/** Asks a yes or no question on the terminal. Undefined without a terminal; cancelling counts as no. */
export async function confirm(context: CliContext, question: string): Promise<boolean | undefined> {
  const answer = await askOnTerminal(`${question} [y/N] `, context.platform)
  return answer === null ? undefined : /^y(es)?$/i.test(answer?.trim() ?? '')
}

/** Reports that the answer was not yes; in JSON always as a refusal. Returns exit code 1. */
export function notConfirmed(context: CliContext, options: CommonOptions, answer: false | undefined): number {
  const refused = fail('ConfirmationNeeded', 'Nothing was changed.', {
    reason: answer === undefined ? 'There is no terminal to ask in.' : 'It was not confirmed.',
    remedy: 'Confirm it, or add --yes to go on without being asked.',
  })
  if (answer === undefined) return finish(context, options, refused, () => undefined)
  if (options.json === true) printJson(context, refused)
  printNote(context, 'Nothing was changed.')
  return exitCodes.refused
}

/** For changes that people should see first: shows the diff, asks, then writes. With --yes it does not ask. `fold` as for `writePlan`. */
export async function confirmPlan(
  context: CliContext,
  call: EditCall,
  options: ConfirmOptions,
  plan: Reply<PlanView>,
  question: string,
  { fold = false }: { readonly fold?: boolean } = {},
): Promise<number> {
  if (!plan.ok || plan.value.files.length === 0 || options.dryRun === true || options.yes === true)
    return writePlan(context, call, options, plan, { fold })
  const { terminal } = context
  const folded = { fold: fold && options.diff !== true }
  terminal.err(plan.value.files.map((file) => formatDiff(file, terminal, folded)).join(''))
  for (const { message } of plan.value.warnings) printNote(context, message)
  const answer = await confirm(context, question)
  if (answer === true) return writePlan(context, call, options, plan, { shown: true })
  await call('edits.discard', { planId: plan.value.planId })
  return notConfirmed(context, options, answer)
}
