import type { MfaAnswer, MfaQuestion } from '../../core/host/ports.ts'
import { safeText } from '../terminal/safe-text.ts'
import { askOnTerminal } from './ask-terminal.ts'

/** Asks for MFA codes on the terminal, one question at a time although profiles are verified side by side. */
export function createMfaAsker(
  platform: NodeJS.Platform,
  signal?: AbortSignal,
): (question: MfaQuestion) => Promise<MfaAnswer> {
  let last: Promise<unknown> = Promise.resolve()
  return ({ profile, serial }) => {
    const text = `MFA code for ${safeText(profile)} (${safeText(serial)}): `
    const answer = last.then(() => askOnTerminal(text, platform, signal))
    last = answer
    return answer
  }
}
