import { refuse, throwIfCancelled } from './failure.ts'
import { type CallOptions, getSessionToken } from './sts-calls.ts'
import type { CredentialContext, Credentials } from './types.ts'

/** Remembers, for one run over several profiles, the sessions that an MFA code has opened. */
export interface MfaBook {
  readonly sessions: Map<string, Promise<Credentials>>
}

/**
 * One code serves AWS once. When several profiles of a run use the same device and the same source keys, the code opens a
 * session (GetSessionToken) that then assumes each of the roles, so that the user is asked once.
 */
export function createMfaBook(): MfaBook {
  return { sessions: new Map() }
}

export interface MfaHop {
  readonly profile: string
  readonly serial: string
  readonly source: Credentials
  readonly call: CallOptions
}

/** Asks the user. Throws CredentialError MfaNeeded where nobody can be asked, MfaCancelled when the answer is empty. */
export async function askCode(hop: MfaHop, context: CredentialContext): Promise<string> {
  const { profile, serial } = hop
  if (!context.askMfa) {
    return refuse(
      'MfaNeeded',
      `${profile} needs an MFA code.`,
      `Its role is assumed with the device ${serial}, and nobody can be asked here.`,
      'Verify it where you can type the code.',
    )
  }
  const question = { profile, serial, ...(context.signal && { signal: context.signal }) }
  const code = (await context.askMfa(question))?.trim()
  throwIfCancelled(context.signal)
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

/**
 * The session that a code has opened for this device and these keys, asked for once per book. A failed attempt is
 * forgotten, so that the next run asks again; the profiles that waited for it fail with it.
 */
export function sharedMfaSession(
  hop: MfaHop,
  book: MfaBook,
  context: CredentialContext,
): Promise<Credentials> {
  const key = `${hop.serial} ${hop.source.accessKeyId}`
  const known = book.sessions.get(key)
  if (known) return known
  const opened = askCode(hop, context).then((code) =>
    getSessionToken(hop.source, { serial: hop.serial, code }, hop.call),
  )
  book.sessions.set(key, opened)
  return opened
}
