import { shownCommand } from '../../shared/domain/text/shown-command.ts'
import type { ProcessOutput, ProcessQuestion } from '../../shared/domain/aws/readers/types.ts'
import { CredentialError, type CredentialFailure, refuse, throwIfCancelled } from './failure.ts'
import { type ProcessEnd, runProcess } from './process-run.ts'
import { fromVault } from './vault-source.ts'
import { lastLines } from './last-lines.ts'
import { redactSaid } from '../../shared/domain/secrets/redact.ts'
import type { CredentialContext } from './types.ts'

const defaultTimeoutMs = 60_000

/** What a command printed, and what to say where the tool cannot use it. */
export interface ProcessAnswer {
  readonly output: ProcessOutput
  readonly failure?: CredentialFailure
}

/** A command that a setting of a profile names. */
export interface ProfileCommand {
  readonly profile: string
  readonly command: string
  readonly setting: 'credential_process' | 'mfa_process'
  /** The pieces, where no shell runs it. */
  readonly argv?: readonly string[] | undefined
}

const gets = { credential_process: 'its credentials', mfa_process: 'its MFA codes' }

function failureOf(
  { profile, setting }: ProfileCommand,
  end: ProcessEnd,
  timeoutMs: number,
): CredentialFailure | undefined {
  if (end.how === 'exit' && end.exitCode === 0) return undefined
  const reasons = {
    exit: `It ended with exit code ${end.exitCode}.`,
    signal: `It was ended by the signal ${end.signalName}.`,
    timeout: `It did not end within ${timeoutMs / 1000} s and was stopped.`,
    'too-much-output': 'It printed more than 1 MiB and was stopped.',
    'not-started': `It could not be started: ${end.error}.`,
    cancelled: 'It was stopped.',
  }
  const detail = lastLines(redactSaid(end.stderr))
  return {
    code: 'ProcessFailed',
    message: `The ${setting} of ${profile} failed.`,
    reason: reasons[end.how],
    remedy: 'Run the command in a terminal to see why; a sign-in may be needed first.',
    ...(detail !== '' && { detail }),
  }
}

/** Runs a command, if the user allowed exactly this one. Throws CredentialError where it may not run, or was stopped. */
async function run(
  asked: ProfileCommand,
  context: CredentialContext,
): Promise<{ readonly end: ProcessEnd; readonly failure: CredentialFailure | undefined }> {
  const { profile, command, setting, argv } = asked
  const permission = await context.mayRun(command, profile, argv)
  if (permission.kind === 'refused') {
    const { code, message, reason, remedy } = permission
    const not = code === 'ProcessChanged' ? 'has changed since you allowed it' : 'you have not allowed'
    refuse(code, message ?? `${profile} gets ${gets[setting]} from a command that ${not}.`, reason, remedy, {
      command: shownCommand(command),
      asks: profile,
    })
  }
  throwIfCancelled(context.signal)
  const timeoutMs = context.processTimeoutMs ?? defaultTimeoutMs
  const pieces = process.platform === 'win32' ? undefined : argv
  const end = await runProcess(permission.run ?? pieces ?? command, {
    env: context.env,
    timeoutMs,
    ...(context.signal && { signal: context.signal }),
  })
  if (end.how === 'cancelled') throwIfCancelled(AbortSignal.abort())
  const still = await context.mayRun(command, profile, argv)
  if (still.kind === 'refused' && still.code === 'ProcessNotAllowed') {
    const message = `The permission for the command of ${profile} was taken back while it ran.`
    refuse(still.code, message, 'Stackpass does not use what it printed.', still.remedy, { asks: profile })
  }
  return { end, failure: failureOf(asked, end, timeoutMs) }
}

/** What the command prints, if the user allowed exactly this one. Throws CredentialError. */
export async function runAllowed(asked: ProfileCommand, context: CredentialContext): Promise<string> {
  const { end, failure } = await run(asked, context)
  if (failure !== undefined) throw new CredentialError(failure)
  return end.stdout
}

/**
 * Runs a profile's credential_process as the tool does, if the user allowed exactly this command. The reader decides what the
 * output is worth. Throws CredentialError where it may not run, or was stopped.
 */
export async function runCredentialProcess(
  question: ProcessQuestion,
  context: CredentialContext,
): Promise<ProcessAnswer> {
  const kept = await fromVault(question.profile, question.command, context)
  if (kept !== undefined) return { output: { exitCode: 0, stdout: kept } }
  const { end, failure } = await run({ ...question, setting: 'credential_process' }, context)
  if (failure === undefined) return { output: { exitCode: 0, stdout: end.stdout } }
  if (end.how === 'timeout') throw new CredentialError(failure)
  const exitCode = end.how === 'not-started' ? undefined : (end.exitCode ?? -1)
  return { output: { exitCode, stdout: end.stdout }, failure }
}
