import { nextCodeAt, type MfaAnswer, type MfaQuestion } from '../../core/host/ports.ts'
import { safeText } from '../terminal/safe-text.ts'
import { askOnTerminal } from './ask-terminal.ts'

function questionText(
  { profile, serial, purpose, serves, wrong }: MfaQuestion,
  program: string | undefined,
): string {
  const seconds = Math.ceil((nextCodeAt(Date.now()) - Date.now()) / 1_000)
  const what =
    wrong?.why === 'sent' ? 'This code was sent before, and AWS accepts each only once' : 'Wrong code'
  if (wrong !== undefined) return `${what}. The next one comes in ${seconds} s: `
  const who =
    program === undefined ? '' : `${safeText(program)} asks for ${safeText(profile)}: ${safeText(purpose)}.\n`
  const more = serves > 1 ? `; one code serves ${serves} profiles` : ''
  return `${who}MFA code for ${safeText(profile)} (${safeText(serial)}${more}): `
}

/**
 * Asks for MFA codes on the terminal, one question at a time although profiles are verified in parallel. `program` is the
 * program that started this command, if it was not the user.
 */
export function createMfaAsker(
  platform: NodeJS.Platform,
  signal?: AbortSignal,
  program?: string,
): (question: MfaQuestion) => Promise<MfaAnswer> {
  let last: Promise<unknown> = Promise.resolve()
  return (question) => {
    const limit = AbortSignal.timeout(Math.max(1, question.endsAt - Date.now()))
    const ends = AbortSignal.any([signal, question.signal, limit].filter((one) => one !== undefined))
    const answer = last.then(() => askOnTerminal(questionText(question, program), platform, ends))
    last = answer
    return answer
  }
}
