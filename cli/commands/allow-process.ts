import type { Output } from '../../shared/contract/index.ts'
import type { Reply } from '../../shared/contract/index.ts'
import type { CodedError } from '../../shared/result.ts'
import type { CliContext } from '../context.ts'
import { printError } from '../output/reply.ts'

/** What asks for consent: the core of a whole command or of a quick one. */
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
 * Has the user asked about each program that waits for consent. Returns the profiles that have those that were allowed;
 * none where there is no terminal, as the refusal itself says what to do then.
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

/** As `askToAllow`, for the one refusal of a command. True when it can be tried again. */
export async function askAboutRefusal(
  context: CliContext,
  call: RequestConsent,
  { code, details }: CodedError,
): Promise<boolean> {
  const asks = details?.['asks']
  if (typeof asks !== 'string') return false
  return (await askToAllow(context, call, [{ code, asks }])).size > 0
}
