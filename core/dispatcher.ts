import type * as z from 'zod'
import { contract, type MethodName, type Reply } from '../shared/contract/index.ts'
import { fail, type Result } from '../shared/result.ts'
import { describeIssues } from './describe-issues.ts'
import { FileFailure } from './files/file-errors.ts'
import type { Handlers } from './handlers.ts'
import { redactText } from '../shared/domain/secrets/redact.ts'
import { createIncidentReply } from './incident-reply.ts'
import type { Incident } from './ports.ts'
import type { FolderTrust } from './state/folder-trust.ts'
import { redactReply } from './redact-reply.ts'

export type Dispatch = (method: string, input: unknown) => Promise<Reply<unknown>>

function isMethod(name: string): name is MethodName {
  return Object.hasOwn(contract, name)
}

/**
 * Name -> parse input -> handler -> parse output -> Reply. Never throws: expected errors are values, a file that failed is told, and a bug becomes
 * `Internal` with an incident id whose details go to `onIncident` only.
 * `trust` is asked first: nothing is done with folders that others can write to.
 */
export function createDispatcher(
  handlers: Handlers,
  onIncident: (incident: Incident) => void,
  trust?: FolderTrust,
): Dispatch {
  const bug = createIncidentReply(onIncident)

  return async (method, rawInput) => {
    if (!isMethod(method)) {
      return fail('UnknownMethod', `There is no method called "${method}".`, {
        remedy: 'Run `stackpass call --help` for the list.',
      })
    }
    const { input, output } = contract[method] as { input: z.ZodType; output: z.ZodType }
    const parsed = input.safeParse(rawInput ?? {})
    if (!parsed.success) {
      return fail('BadInput', `The input of ${method} is not as expected.`, {
        reason: redactText(describeIssues(parsed.error)),
        remedy: `\`stackpass call ${method} --schema\` shows what is expected.`,
      })
    }
    const trusted = trust?.check()
    if (trusted?.ok === false) return trusted
    try {
      const handler = handlers[method] as (value: unknown) => Promise<Result<unknown>> | Result<unknown>
      const result = await handler(parsed.data)
      if (!result.ok) return redactReply(method, result)
      const checked = output.safeParse(result.value)
      return checked.success
        ? redactReply(method, { ok: true, value: checked.data })
        : bug(method, new Error(`output: ${describeIssues(checked.error)}`))
    } catch (error) {
      if (error instanceof FileFailure) return { ok: false, error: error.coded }
      return bug(method, error)
    }
  }
}
