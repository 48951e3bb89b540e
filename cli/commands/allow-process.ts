import type { Output } from '../../shared/contract/index.ts'
import type { Reply } from '../../shared/contract/index.ts'
import type { CodedError } from '../../shared/result.ts'
import type { CliContext } from '../context.ts'
import { printError } from '../output/reply.ts'

/** The call that asks for consent: from the full core or a quick one. */
export type RequestConsent = (
  method: 'consent.request',
  input: { readonly profile: string },
) => Promise<Reply<Output<'consent.request'>>>

/** The codes of a credential_process that runs once the user says yes. */
const askable = new Set<string>(['ProcessNotAllowed', 'ProcessChanged'])

interface Waiting {
  readonly code: string
  readonly asks?: string | undefined
}

/**
 * Asks the user about each program that waits for consent. Returns the profiles whose programs the user allowed. Without
 * a terminal it returns none, and the refusal itself says what to do.
 */
export async function askToAllow(
  context: CliContext,
  call: RequestConsent,
  waiting: readonly Waiting[],
): Promise<Set<string>> {
  const profiles = waiting.flatMap(({ code, asks }) =>
    askable.has(code) && asks !== undefined ? [asks] : [],
  )
  const allowed = new Set<string>()
  for (const profile of new Set(profiles)) {
    const reply = await call('consent.request', { profile })
    if (!reply.ok) {
      if (reply.error.code === 'ConsentUnavailable') return allowed
      printError(context, reply.error)
    } else if (reply.value.decision === 'allowed') allowed.add(profile)
    else if (reply.value.decision === 'cancelled') return allowed
  }
  return allowed
}

/** Like `askToAllow`, for a single refusal. True when the caller can try again. */
export async function askAboutRefusal(
  context: CliContext,
  call: RequestConsent,
  { code, details }: CodedError,
): Promise<boolean> {
  const asks = details?.['asks']
  if (typeof asks !== 'string') return false
  return (await askToAllow(context, call, [{ code, asks }])).size > 0
}
