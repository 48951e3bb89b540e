import type { MfaAnswer } from '../host/ports.ts'
import { refuse, throwIfCancelled } from './failure.ts'
import { remember } from './run-memory.ts'
import { type CallOptions, getSessionToken } from './sts-calls.ts'
import type { CredentialContext, Credentials } from './types.ts'

export interface MfaHop {
  readonly profile: string
  readonly serial: string
  readonly source: Credentials
  readonly call: CallOptions
}

/** The answer, or `undefined` as soon as the run is cancelled: a host may leave the question open. */
function orCancelled(answer: Promise<MfaAnswer>, signal: AbortSignal | undefined): Promise<MfaAnswer> {
  if (!signal) return answer
  return new Promise((resolve, reject) => {
    const onAbort = () => resolve(undefined)
    signal.addEventListener('abort', onAbort, { once: true })
    if (signal.aborted) onAbort()
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort))
  })
}

/** Asks the user. Throws CredentialError MfaNeeded where nobody can be asked, MfaCancelled when the answer is empty. */
export async function askCode(hop: MfaHop, context: CredentialContext): Promise<string> {
  const { profile, serial } = hop
  const nobody = () =>
    refuse(
      'MfaNeeded',
      `${profile} needs an MFA code.`,
      `Its role is assumed with the device ${serial}, and nobody can be asked here.`,
      'Verify it where you can type the code.',
    )
  if (!context.askMfa) return nobody()
  const question = { profile, serial, ...(context.signal && { signal: context.signal }) }
  const answer = await orCancelled(context.askMfa(question), context.signal)
  throwIfCancelled(context.signal)
  if (answer === null) return nobody()
  const code = answer?.trim()
  if (code === undefined || code === '') {
    return refuse(
      'MfaCancelled',
      `No MFA code was given for ${profile}.`,
      'The question was closed.',
      'Verify the profile again to be asked again.',
    )
  }
  if (!/^\d{6}$/.test(code)) {
    return refuse(
      'MfaNeeded',
      `The MFA code for ${profile} must be six digits.`,
      'What was entered is not a code of an MFA device.',
      'Verify the profile again and enter the code that the device shows.',
    )
  }
  return code
}

/** The session that a code opens for this device and these keys, asked for once per run. */
export function sharedMfaSession(hop: MfaHop, context: CredentialContext): Promise<Credentials> {
  return remember(context.memory, `mfa ${hop.serial} ${hop.source.accessKeyId}`, async () => {
    const code = await askCode(hop, context)
    return getSessionToken(hop.source, { serial: hop.serial, code }, hop.call)
  })
}
