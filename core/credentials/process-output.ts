import { pythonTime } from '../../shared/domain/aws/readers/dates.ts'
import type { CredentialFailure } from './failure.ts'

function members(stdout: string): ReadonlyMap<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(stdout.trim())
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? new Map(Object.entries(value)) : new Map()
  } catch {
    // Not JSON: that is the answer.
    return undefined
  }
}

/** What is wrong with the end of the credentials; undefined where every tool can read it. */
function endReason(given: unknown): string | undefined {
  if (given === undefined || given === null) return undefined
  if (typeof given !== 'string')
    return `Expiration is a ${typeof given}; it must be text, a time in ISO 8601.`
  if (given === '') return 'Expiration is empty. If the keys do not expire, leave it out.'
  if (pythonTime(given) !== undefined) return undefined
  return Number.isNaN(Date.parse(given))
    ? 'Expiration is not a time in ISO 8601.'
    : 'Expiration names no time zone; the AWS CLI and Go refuse that. Add Z for UTC.'
}

function reasonFor(stdout: string): string | undefined {
  if (stdout.trim() === '') return 'It printed nothing.'
  const given = members(stdout)
  if (given === undefined) return 'It printed no valid JSON.'
  if (given.get('Version') !== 1) return 'It did not print an object whose Version is the number 1.'
  const isText = (key: string): boolean => typeof given.get(key) === 'string' && given.get(key) !== ''
  if (!isText('AccessKeyId') || !isText('SecretAccessKey'))
    return 'AccessKeyId or SecretAccessKey is missing.'
  return endReason(given.get('Expiration'))
}

/** What is wrong with the output of a credential_process, for tools that refuse it; undefined where nothing is wrong. */
export function outputFailure(profile: string, stdout: string): CredentialFailure | undefined {
  const reason = reasonFor(stdout)
  if (reason !== undefined) {
    return {
      code: 'ProcessOutputInvalid',
      message: `The credential_process of ${profile} did not answer with credentials.`,
      reason,
      remedy: 'Run the command in a terminal and compare its output with the credential_process format.',
    }
  }
  const end = pythonTime(String(members(stdout)?.get('Expiration')))
  if (end === undefined || end > Date.now()) return undefined
  return {
    code: 'Expired',
    message: `The credential_process of ${profile} answered with expired credentials.`,
    reason: `They ended at ${new Date(end).toISOString()}.`,
    remedy: 'Sign in again with the tool that the command runs.',
  }
}
