import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js'
import { redactError } from '../../core/dispatch/redact-reply.ts'
import type { CodedError, Result } from '../../shared/result.ts'
import { safeJson } from '../terminal/safe-text.ts'

/** JSON as one text with hidden characters escaped: a model gets the contents of files as data. */
const asText = (value: unknown): CallToolResult['content'] => [
  { type: 'text', text: safeJson(JSON.stringify(value, undefined, 1)) },
]

/** A tool's answer when it cannot do what was asked: why, and what to do. */
export function refused(error: CodedError): CallToolResult {
  const { code, message, reason, remedy, path, line } = redactError(error)
  return { isError: true, content: asText({ code, message, reason, remedy, path, line }) }
}

/** A reply of the contract, reduced by `pick` to what a model needs. */
export function answered<T>(reply: Result<T>, pick: (value: T) => unknown): CallToolResult {
  return reply.ok ? { content: asText(pick(reply.value)) } : refused(reply.error)
}

export type OnBug = (tool: string, error: unknown) => Result<never>

/** Reports a bug only by its incident ID: its message may contain text from files. */
export async function guarded(
  tool: string,
  onBug: OnBug,
  run: () => Promise<CallToolResult>,
): Promise<CallToolResult> {
  try {
    return await run()
  } catch (error) {
    return answered(onBug(tool, error), () => undefined)
  }
}
