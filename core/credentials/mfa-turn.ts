import { randomUUID } from 'node:crypto'
import { FileFailure, errno } from '../system/file-errors.ts'
import type { MfaQuestion } from '../host/ports.ts'
import { CredentialError, refuse, throwIfCancelled } from './failure.ts'
import { codeFromProcess } from './mfa-process.ts'
import { type MfaDevice, keyedName } from './mfa-store.ts'
import type { CredentialContext } from './types.ts'

/** Who needs a code, and from which device. */
export interface MfaNeed {
  readonly profile: string
  readonly serial: string
  /** The program that prints codes, where the profile names one (`mfa_process`). */
  readonly process?: string | undefined
}

/** How long a question waits for an answer, and how many answers it takes. */
const patienceMs = 5 * 60_000
const mostTries = 5
/** AWS takes a code once, and none that is older than a few windows of 30 seconds. */
const sentFor = 3 * 60_000
/** After this time, AWS is asked again whether it gives a session for a key. */
export const refusedFor = 24 * 60 * 60_000

/** AWS got a wrong or used code; the next one may be right. */
const isWrongCode = (error: unknown) =>
  error instanceof Error && /invalid MFA one time pass code/i.test(error.message)

/** Waits for a promise; rejects as soon as the run is cancelled: a host may leave a question open. */
export function orAborted<T>(answer: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return answer
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(new Error('The run was cancelled'))
    signal.addEventListener('abort', onAbort, { once: true })
    if (signal.aborted) onAbort()
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort))
  })
}

/** The profiles that a session of this device and these keys serves: those that name the device. */
function servedBy(serial: string, { profiles }: CredentialContext): number {
  let count = 0
  for (const profile of profiles.values())
    if (profile.settings.get('mfa_serial')?.value === serial) count += 1
  return count
}

/**
 * Asks the user once. Throws CredentialError MfaNeeded where nobody can be asked, MfaCancelled when the user left the question.
 */
async function askPerson(question: MfaQuestion, context: CredentialContext): Promise<string> {
  const { profile, serial } = question
  const nobody = () =>
    refuse(
      'MfaNeeded',
      `${profile} needs an MFA code.`,
      `Its role needs a code from the device ${serial}, and there is nobody to ask here.`,
      'Verify it where you can type the code.',
    )
  if (!context.askMfa) return nobody()
  const answer = await orAborted(context.askMfa(question), context.signal).catch((error: unknown) => {
    throwIfCancelled(context.signal)
    throw error
  })
  if (answer === null) return nobody()
  const code = answer?.trim()
  if (code === undefined || code === '') {
    return refuse(
      'MfaCancelled',
      `No MFA code was given for ${profile}.`,
      'The question was closed, or its time ran out.',
      'Verify the profile again to be asked again.',
    )
  }
  if (!/^\d{6}$/.test(code)) {
    return refuse(
      'MfaNeeded',
      `The MFA code for ${profile} must be six digits.`,
      'What was entered is not the code of an MFA device.',
      'Verify the profile again and enter the code that the device shows.',
    )
  }
  return code
}

const refuseSent = (profile: string): never =>
  refuse(
    'MfaNeeded',
    `The MFA code for ${profile} has already been used.`,
    'AWS accepts each code of a device only once.',
    'Wait for the next code and try again.',
  )

/** The turn of one process with one device, under its lock: what is kept about it, and the codes that were sent. */
export class MfaTurn {
  device: MfaDevice
  private readonly need: MfaNeed
  private readonly context: CredentialContext
  constructor(device: MfaDevice, need: MfaNeed, context: CredentialContext) {
    this.device = device
    this.need = need
    this.context = context
  }

  /** What cannot be kept still serves this process; only the next has to ask again. */
  async keep(change: Partial<MfaDevice>): Promise<void> {
    const now = Date.now()
    const next = { ...this.device, ...change }
    this.device = {
      ...next,
      sessions: next.sessions.filter(({ expiresAt }) => expiresAt > now),
      sent: next.sent.filter(({ at }) => Math.abs(now - at) < sentFor),
      refused: next.refused.filter(({ at }) => Math.abs(now - at) < refusedFor),
    }
    await this.context.mfa.write(this.device).catch((error: unknown) => {
      if (errno(error) === '' && !(error instanceof FileFailure)) throw error
      this.context.onUnkept?.(`the session of ${this.need.serial}`, error)
    })
  }

  private name(code: string): string {
    return keyedName(this.device.salt, 'code', code)
  }

  wasSent(code: string): boolean {
    return this.device.sent.some((one) => one.code === this.name(code))
  }

  /** Sends a code, after noting it: AWS may have taken it although its answer did not arrive. */
  private async send<T>(code: string, use: (code: string) => Promise<T>): Promise<T> {
    await this.keep({ sent: [...this.device.sent, { code: this.name(code), at: Date.now() }] })
    return use(code)
  }

  /** Gets a code from the program of the profile or from the user, until AWS takes one or the time is over. */
  async withCode<T>(purpose: string, use: (code: string) => Promise<T>): Promise<T> {
    const { profile, serial, process } = this.need
    const { context } = this
    if (process !== undefined) {
      const code = await codeFromProcess({ profile, command: process }, context, (one) => this.wasSent(one))
      return this.send(code, use)
    }
    const id = randomUUID()
    const { signal } = context
    const endsAt = Date.now() + patienceMs
    const asked = {
      id,
      profile,
      serial,
      purpose,
      endsAt,
      serves: servedBy(serial, context),
      ...(signal && { signal }),
    }
    let wrong: MfaQuestion['wrong']
    try {
      for (let tries = 1; ; tries += 1) {
        const code = await askPerson({ ...asked, ...(wrong && { wrong }) }, context)
        const isLast = tries === mostTries || Date.now() >= endsAt
        if (this.wasSent(code)) {
          if (isLast) return refuseSent(profile)
          wrong = { at: Date.now(), why: 'sent' }
          continue
        }
        try {
          return await this.send(code, use)
        } catch (error) {
          if (!isWrongCode(error) || isLast) throw error
          wrong = { at: Date.now(), why: 'refused' }
        }
      }
    } catch (error) {
      const wasLeft = error instanceof CredentialError && error.failure.code === 'MfaCancelled'
      if (wasLeft) await this.keep({ leftAt: Date.now() })
      throw error
    } finally {
      context.endMfa?.(id)
    }
  }
}
