import type { MethodName, Reply } from '../../shared/contract/index.ts'
import type { FolderTrust } from '../state/folder-trust.ts'
import { FileFailure } from '../system/file-errors.ts'
import { isProgramReplaced, replacedError } from '../system/program-replaced.ts'

/** One call on its way to its handler. */
export interface Call {
  readonly method: MethodName
  readonly input: unknown
}

export type Next = (call: Call) => Promise<Reply<unknown>>

/** Something that happens around every call: before it, after it, or instead of it. */
export type Step = (call: Call, next: Next) => Promise<Reply<unknown>>

/** The steps as one function, the first outermost, with the handler at the end. */
export function inSteps(steps: readonly Step[], handler: Next): Next {
  return steps.reduceRight<Next>((next, step) => (call) => step(call, next), handler)
}

/** Turns whatever a handler throws unexpectedly into the reply to a bug. */
export function tellBugs(reply: (method: string, error: unknown) => Reply<never>): Step {
  return async (call, next) => {
    try {
      return await next(call)
    } catch (error) {
      return reply(call.method, error)
    }
  }
}

/** The one place where a failed file, the user's or ours, becomes a reply; so does an update under a running host. */
export const tellFailures: Step = async (call, next) => {
  try {
    return await next(call)
  } catch (error) {
    if (error instanceof FileFailure) return { ok: false, error: error.coded }
    if (isProgramReplaced(error)) return { ok: false, error: replacedError }
    throw error
  }
}

/** Does nothing, not even a look-up, while others can write to our folders. */
export function onlyInTrustedFolders(trust: FolderTrust): Step {
  return async (call, next) => {
    const trusted = trust.check()
    return trusted.ok ? next(call) : trusted
  }
}
