import type { Call } from '../../shared/contract/index.ts'
import type { VerifyResult } from '../../shared/contract/models.ts'
import type { CliContext } from '../context.ts'
import { askOnTerminal } from '../input/ask-terminal.ts'
import { printError } from '../output/reply.ts'
import { safeText } from '../terminal/safe-text.ts'

/**
 * Shows each credential_process command that waits for consent, in full, and asks. Returns the profiles that were
 * allowed; none where there is no terminal.
 */
export async function askToAllow(
  context: CliContext,
  call: Call,
  results: readonly VerifyResult[],
  signal: AbortSignal,
): Promise<string[]> {
  const allowed: string[] = []
  for (const { profile, failure } of results) {
    if (failure?.code !== 'ProcessNotAllowed' || failure.command === undefined) continue
    const question = `${safeText(profile)} gets its credentials from this command:\n  ${safeText(failure.command)}\nRun it, now and in future? [y/N] `
    const answer = await askOnTerminal(question, context.platform, signal)
    if (answer === undefined || answer === null) return allowed
    if (!/^y(es)?$/i.test(answer.trim())) continue
    const reply = await call('verify.allowProcess', { profile, command: failure.command })
    if (reply.ok) allowed.push(profile)
    else printError(context, reply.error)
  }
  return allowed
}
