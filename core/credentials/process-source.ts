import { shownCommand } from '../consent/shown-command.ts'
import { pythonTime } from '../../shared/domain/aws/readers/dates.ts'
import { refuse, throwIfCancelled } from './failure.ts'
import { runProcess } from './process-run.ts'
import { lastLines } from './last-lines.ts'
import { redactSaid } from '../../shared/domain/secrets/redact.ts'
import type { CredentialContext, Credentials } from './types.ts'

const defaultTimeoutMs = 60_000

const badOutput = (profile: string, reason: string): never =>
  refuse(
    'ProcessOutputInvalid',
    `The credential_process of ${profile} did not answer with credentials.`,
    reason,
    'Run the command in a terminal and compare its output with the credential_process format.',
  )

/**
 * When the credentials end, as the AWS CLI and boto3 read it. Other SDKs take more, but not all of them the same: keys with an
 * end that one tool cannot read would pass here as endless, or fail there.
 */
function endOf(profile: string, given: unknown): number | undefined {
  if (given === undefined) return undefined
  if (typeof given !== 'string')
    return badOutput(profile, `Expiration is a ${typeof given}; it must be text, a time in ISO 8601.`)
  if (given === '') return badOutput(profile, 'Expiration is empty. Where the keys do not end, leave it out.')
  const at = pythonTime(given)
  // Date.parse keeps milliseconds, where it knows the spelling.
  if (at !== undefined) return Date.parse(given) || at
  return badOutput(
    profile,
    Number.isNaN(Date.parse(given))
      ? 'Expiration is not a time in ISO 8601.'
      : 'Expiration names no time zone; the AWS CLI and Go refuse that. Add Z for UTC.',
  )
}

/** The SDK's rules for the output: one JSON object, Version 1, both keys, not expired. */
function parseOutput(profile: string, stdout: string): Credentials {
  let parsed: unknown
  try {
    parsed = JSON.parse(stdout.trim())
  } catch {
    return badOutput(profile, stdout.trim() === '' ? 'It printed nothing.' : 'It printed no valid JSON.')
  }
  if (typeof parsed !== 'object' || parsed === null) return badOutput(profile, 'It printed no JSON object.')
  const data = new Map<string, unknown>(Object.entries(parsed))
  if (data.get('Version') !== 1) return badOutput(profile, 'Version must be the number 1.')
  const text = (key: string) => {
    const value = data.get(key)
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  const accessKeyId = text('AccessKeyId')
  const secretAccessKey = text('SecretAccessKey')
  if (!accessKeyId || !secretAccessKey)
    return badOutput(profile, 'AccessKeyId or SecretAccessKey is missing.')
  const expiresAt = endOf(profile, data.get('Expiration') ?? undefined)
  if (expiresAt !== undefined && expiresAt <= Date.now()) {
    refuse(
      'Expired',
      `The credential_process of ${profile} answered with expired credentials.`,
      `They ended at ${new Date(expiresAt).toISOString()}.`,
      'Sign in again with the tool that the command starts.',
    )
  }
  const sessionToken = text('SessionToken')
  const accountId = text('AccountId')
  return {
    accessKeyId,
    secretAccessKey,
    ...(sessionToken !== undefined && { sessionToken }),
    ...(expiresAt !== undefined && { expiresAt }),
    ...(accountId !== undefined && { accountId }),
  }
}

/** A command that a setting of a profile names. */
export interface ProfileCommand {
  readonly profile: string
  readonly command: string
  readonly setting: 'credential_process' | 'mfa_process'
}

const gets = { credential_process: 'its credentials', mfa_process: 'its MFA codes' }

/** What the command prints, if the user allowed exactly this one. Throws CredentialError. */
export async function runAllowed(
  { profile, command, setting }: ProfileCommand,
  context: CredentialContext,
): Promise<string> {
  const permission = await context.mayRun(command, profile)
  if (permission.kind === 'refused') {
    const { code, message, reason, remedy } = permission
    const not = code === 'ProcessChanged' ? 'is not as it was when you allowed it' : 'you have not allowed'
    refuse(code, message ?? `${profile} gets ${gets[setting]} from a command that ${not}.`, reason, remedy, {
      command: shownCommand(command),
      asks: profile,
    })
  }
  throwIfCancelled(context.signal)
  const timeoutMs = context.processTimeoutMs ?? defaultTimeoutMs
  const end = await runProcess(permission.run ?? command, {
    env: context.env,
    timeoutMs,
    ...(context.signal && { signal: context.signal }),
  })
  if (end.how === 'cancelled') throwIfCancelled(AbortSignal.abort())
  if (end.how === 'exit' && end.exitCode === 0) return end.stdout
  const reasons = {
    exit: `It ended with exit code ${end.exitCode}.`,
    signal: `It was ended by ${end.signalName}.`,
    timeout: `It did not end within ${timeoutMs / 1000} s and was stopped.`,
    'too-much-output': 'It printed more than 1 MiB and was stopped.',
    'not-started': `It could not be started: ${end.error}.`,
    cancelled: 'It was stopped.',
  }
  const detail = lastLines(redactSaid(end.stderr))
  return refuse(
    'ProcessFailed',
    `The ${setting} of ${profile} failed.`,
    reasons[end.how],
    'Run the command in a terminal to see why; a sign-in may be needed first.',
    detail === '' ? {} : { detail },
  )
}

/** Runs the profile's credential_process, if the user allowed exactly this command. Throws CredentialError. */
export async function fromProcess(
  profile: string,
  command: string,
  context: CredentialContext,
): Promise<Credentials> {
  return parseOutput(profile, await runAllowed({ profile, command, setting: 'credential_process' }, context))
}
