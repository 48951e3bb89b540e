import type * as z from 'zod'
import { contract } from '../../shared/contract/index.ts'
import { redactText } from '../../shared/domain/secrets/redact.ts'
import { fail } from '../../shared/result.ts'
import { describeIssues } from './describe-issues.ts'
import type { Step } from './steps.ts'

/** Parses the input by the contract; what does not fit never reaches a handler. */
export const checkInput: Step = async (call, next) => {
  const { method } = call
  const schema: z.ZodType = contract[method].input
  const parsed = schema.safeParse(call.input ?? {})
  if (parsed.success) return next({ ...call, input: parsed.data })
  return fail('BadInput', `The input of ${method} is not as expected.`, {
    reason: redactText(describeIssues(parsed.error)),
    remedy: `\`stackpass call ${method} --schema\` shows what is expected.`,
  })
}

/** Parses what a handler returns. An answer that breaks the contract is a bug of ours. */
export const checkOutput: Step = async (call, next) => {
  const reply = await next(call)
  if (!reply.ok) return reply
  const schema: z.ZodType = contract[call.method].output
  const checked = schema.safeParse(reply.value)
  if (!checked.success) throw new Error(`output: ${describeIssues(checked.error)}`)
  return { ok: true, value: checked.data }
}
