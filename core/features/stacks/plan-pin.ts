import type { PlanView, StackId } from '../../../shared/contract/models.ts'
import { fail, type Result } from '../../../shared/result.ts'
import { identityOf } from './identity.ts'
import { whyNoAccount, type NoAccount } from './no-account.ts'
import { filesBefore, nameOf, planEdits, projectsOf, type PlanTools, type StackEdit } from './plan-stacks.ts'
import { resolveStacks } from './resolve-stacks.ts'

/** `stacks.pinAccount`: each stack gets the account it reaches. Errors: AccountUnknown, and those of `planEdits`. */
export async function planPin(
  tools: PlanTools,
  ids: readonly StackId[],
  leaveProject: boolean,
): Promise<Result<PlanView>> {
  const chosen = await resolveStacks(tools.index, ids, tools.context.ports.homeDir)
  if (!chosen.ok) return chosen
  const facts = await tools.factsFor(projectsOf(chosen.value))
  const edits: StackEdit[] = []
  const unknown: string[] = []
  let why: NoAccount | undefined
  for (const stack of chosen.value) {
    const joined = identityOf(filesBefore(stack), facts)
    const { account } = joined.identity
    if (account === undefined) {
      unknown.push(nameOf(stack))
      why ??= whyNoAccount(joined)
    } else {
      const value = [account.accountId]
      edits.push({
        chosen: stack,
        operations: [{ type: 'setOptionPath', path: 'aws:allowedAccountIds', value }],
      })
    }
  }
  const named = `${unknown.slice(0, 3).join(', ')}${unknown.length > 3 ? ` and ${unknown.length - 3} more` : ''}`
  if (why !== undefined && edits.length === 0) {
    const of = unknown.length > 1 ? `${unknown[0] ?? ''}: ` : ''
    return fail('AccountUnknown', `The account of ${named} is not known.`, {
      reason: `${of}${why.reason}`,
      remedy: why.remedy,
    })
  }
  const left = { code: 'AccountUnknown', message: `Left out, because the account is not known: ${named}.` }
  return planEdits(tools, edits, {
    target: 'stack',
    confirmed: false,
    leaveProject,
    warnings: unknown.length > 0 ? [left] : [],
  })
}
