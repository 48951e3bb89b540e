import { fail, ok, type Result } from '../../shared/result.ts'
import type { CorePorts } from '../host/ports.ts'
import { describeQuestion } from './describe-question.ts'
import {
  allowCommand,
  fingerprintOf,
  type Candidate,
  type ProcessPermissions,
} from './process-permissions.ts'

export type Decision = 'allowed' | 'denied' | 'unanswered' | 'cancelled'

export interface ConsentAsker {
  /**
   * Asks about the program of a profile and keeps a yes. The same question is asked once while it is open. Errors:
   * ConsentUnavailable, ConsentBusy, ConsentRefused shortly after a no, ProcessChanged when it changed meanwhile, and
   * those of the list.
   */
  ask(candidate: Candidate): Promise<Result<Decision>>
  /** Withdraws the open question. */
  cancel(): void
}

/** No answer within this time counts as no. */
export const limitMs = 2 * 60_000
/** In hosts with a page: how long the same question, and any other, waits after one that did not end with a yes. */
const sameAgainMs = 60_000
const anyAgainMs = 5_000

interface Open {
  readonly key: string
  readonly controller: AbortController
  readonly answer: Promise<Result<Decision>>
}

export function createConsentAsker(
  { askConsent, host }: Pick<CorePorts, 'askConsent' | 'host'>,
  now: () => Date,
  permissions: Pick<ProcessPermissions, 'candidate' | 'allow'>,
): ConsentAsker {
  let open: Open | undefined
  let quietUntil = 0
  const refusedUntil = new Map<string, number>()

  function tooSoon(key: string, profile: string) {
    const until = Math.max(quietUntil, refusedUntil.get(key) ?? 0)
    const left = Math.ceil((until - now().getTime()) / 1_000)
    if (left <= 0) return undefined
    return fail('ConsentRefused', `${profile} was not asked about again.`, {
      reason: 'The last question ended a moment ago without a yes.',
      remedy: `Try again in ${left} s, or run \`${allowCommand(profile)}\` in a terminal.`,
    })
  }

  async function run(
    candidate: Candidate,
    signal: AbortSignal,
    timedOut: () => boolean,
  ): Promise<Result<Decision>> {
    const { profile, command } = candidate
    const answer = await askConsent!(describeQuestion(candidate, limitMs), signal)
    if (answer.kind === 'nobody') return unavailable(profile, answer.reason)
    // A dialog that could not be closed may still say yes when nobody waits for it.
    if (timedOut()) return ok('unanswered')
    if (signal.aborted) return ok('cancelled')
    if (answer.kind === 'no') return ok('denied')
    const again = await permissions.candidate(command, profile)
    if (!again.ok) return again
    if (
      fingerprintOf(profile, command, again.value.resolved) !==
      fingerprintOf(profile, command, candidate.resolved)
    ) {
      return fail('ProcessChanged', `The program of ${profile} changed while you were asked about it.`, {
        reason: 'What you agreed to is not what would run now.',
        remedy: 'Look at the question again.',
      })
    }
    const kept = await permissions.allow(again.value, answer.where, now())
    return kept.ok ? ok('allowed') : kept
  }

  async function start(
    candidate: Candidate,
    key: string,
    controller: AbortController,
  ): Promise<Result<Decision>> {
    const deadline = Date.now() + limitMs
    const timer = setTimeout(() => controller.abort(), limitMs)
    try {
      const ended = await run(candidate, controller.signal, () => Date.now() >= deadline)
      if (host !== 'cli' && ended.ok && ended.value !== 'allowed') {
        const at = now().getTime()
        quietUntil = at + anyAgainMs
        if (ended.value !== 'cancelled') refusedUntil.set(key, at + sameAgainMs)
      }
      return ended
    } finally {
      clearTimeout(timer)
      open = undefined
    }
  }

  return {
    ask(candidate) {
      const { profile, command } = candidate
      if (askConsent === undefined) return Promise.resolve(unavailable(profile))
      const key = JSON.stringify([profile, command])
      if (open?.key === key) return open.answer
      if (open !== undefined) {
        return Promise.resolve(
          fail('ConsentBusy', 'Another question about a program is open.', {
            reason: 'Stackpass asks one at a time.',
            remedy: 'Answer that one first, or cancel it.',
          }),
        )
      }
      const soon = tooSoon(key, profile)
      if (soon !== undefined) return Promise.resolve(soon)
      const controller = new AbortController()
      const answer = start(candidate, key, controller)
      open = { key, controller, answer }
      return answer
    },
    cancel: () => open?.controller.abort(),
  }
}

function unavailable(profile: string, reason = 'There is no terminal to ask in.') {
  return fail('ConsentUnavailable', `There is nobody to ask here about the program of ${profile}.`, {
    reason,
    remedy: `Run \`${allowCommand(profile)}\` in a terminal.`,
  })
}
