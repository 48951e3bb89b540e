import type { HandlersOf } from '../../../shared/contract/handlers.ts'
import { fail, ok } from '../../../shared/result.ts'
import { planFileOperations } from '../../edits/plan-file-operations.ts'
import { planOperations, type EditContext } from '../../edits/plan-operations.ts'
import { findRepairs } from '../../edits/repairs.ts'

export function createEditHandlers(context: EditContext): HandlersOf<'edits'> {
  return {
    'edits.plan': ({ operations, summary, stacks }) => planOperations(context, operations, summary, stacks),

    'edits.planRepairs': async () => {
      const { config, credentials } = await context.aws.view()
      const repairs = findRepairs({ config: config.bytes, credentials: credentials.bytes })
      if (repairs.length === 0)
        return fail('NothingToChange', 'There is nothing in the AWS files that Stackpass could repair.', {
          reason: 'None of the problems found has a repair.',
          remedy: 'You decide about problems without a repair; each says what to do.',
        })
      return planFileOperations(
        context,
        repairs,
        `Repaired ${repairs.length} problem${repairs.length === 1 ? '' : 's'}`,
      )
    },

    'edits.apply': ({ planId }) => context.plans.apply(planId),

    'edits.discard': ({ planId }) => {
      context.plans.discard(planId)
      return ok({})
    },

    'edits.reveal': ({ planId, path, side, line }) => {
      const plan = context.plans.get(planId)
      if (!plan.ok) return plan
      const file = plan.value.files.find((candidate) => candidate.path === path)
      const bytes = side === 'old' ? file?.before : file?.after
      const text =
        bytes === undefined
          ? undefined
          : Buffer.from(bytes)
              .toString('utf8')
              .split(/\r\n|\n|\r/)[line - 1]
      return text === undefined
        ? fail('BadInput', `The change has no line ${line} there.`, {
            reason: 'Its diff has fewer lines.',
            remedy: 'Look at the change again and choose a line of it.',
          })
        : ok({ text })
    },
  }
}
