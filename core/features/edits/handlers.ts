import { fail, ok } from '../../../shared/result.ts'
import { planOperations } from '../../aws/plan-operations.ts'
import type { CoreContext } from '../../context.ts'
import type { HandlersOf } from '../../handlers.ts'

export function createEditHandlers(context: CoreContext): HandlersOf<'edits'> {
  return {
    'edits.plan': ({ operations, summary, stacks }) => planOperations(context, operations, summary, stacks),

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
      return text === undefined ? fail('BadInput', `The change has no line ${line} there.`) : ok({ text })
    },
  }
}
