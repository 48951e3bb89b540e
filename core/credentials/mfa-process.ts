import { setTimeout as sleep } from 'node:timers/promises'
import { nextCodeAt } from '../host/ports.ts'
import { refuse, throwIfCancelled } from './failure.ts'
import { runAllowed } from './process-source.ts'
import type { CredentialContext } from './types.ts'

interface CodeProgram {
  readonly profile: string
  /** The value of mfa_process. */
  readonly command: string
}

const badOutput = (profile: string, reason: string): never =>
  refuse(
    'ProcessOutputInvalid',
    `The mfa_process of ${profile} did not answer with a code.`,
    reason,
    'Run the command in a terminal: it must print the six digits that the device shows, and nothing else.',
  )

async function runOnce({ profile, command }: CodeProgram, context: CredentialContext): Promise<string> {
  const printed = (await runAllowed({ profile, command, setting: 'mfa_process' }, context)).trim()
  if (/^\d{6}$/.test(printed)) return printed
  return badOutput(
    profile,
    printed === '' ? 'It printed nothing.' : 'It printed something other than six digits.',
  )
}

/**
 * The code that the program of a profile prints (`mfa_process`, as in aws-vault), if the user allowed exactly this command. Waits
 * when the program prints a code that was already sent: the next one comes within half a minute. Throws CredentialError.
 */
export async function codeFromProcess(
  program: CodeProgram,
  context: CredentialContext,
  wasSent: (code: string) => boolean,
): Promise<string> {
  const code = await runOnce(program, context)
  if (!wasSent(code)) return code
  const now = Date.now()
  const { signal } = context
  try {
    await sleep(nextCodeAt(now) - now, undefined, signal && { signal })
  } catch (error) {
    throwIfCancelled(signal)
    throw error
  }
  const next = await runOnce(program, context)
  if (!wasSent(next)) return next
  return badOutput(
    program.profile,
    'Twice it printed a code that was sent before; AWS accepts each code only once.',
  )
}
