import { type Answer, type StepAnswer, failure, found } from './answer.ts'
import { goTime, pythonTime } from './dates.ts'
import { keysFound } from './services.ts'
import type { ProcessOutput, ReaderError, ReaderInput } from './types.ts'

export interface ProcessCall {
  readonly profile: string
  readonly command: string
  /** Where the reader runs no shell. */
  readonly argv?: readonly string[]
  /** `aws_account_id` of the profile, where the reader falls back on it. */
  readonly account?: string | undefined
}

export type Judge = (stdout: string, call: ProcessCall, now: number) => Answer

/** A `credential_process`: its output decides, and what the reader makes of that. */
export function fromProcess(input: ReaderInput, call: ProcessCall, judge: Judge): StepAnswer {
  const { profile, command, argv } = call
  const output: ProcessOutput | undefined = input.outcomes?.process?.({ profile, command, argv })
  if (output === undefined) return found('process', [call.profile], { waitsFor: 'process' })
  if (output.exitCode !== 0) return failure('process-failed')
  return judge(output.stdout, call, input.now)
}

type Json = ReadonlyMap<string, unknown>

function parse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch {
    return undefined
  }
}

function members(value: unknown): Json | undefined {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isObject ? new Map(Object.entries(value)) : undefined
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function handedOut(
  call: ProcessCall,
  json: Json,
  account: string | undefined,
  expiresAt: number | undefined,
): Answer {
  const keys = {
    id: text(json.get('AccessKeyId')) ?? '',
    secret: text(json.get('SecretAccessKey')) ?? '',
    token: text(json.get('SessionToken')),
    expiresAt,
  }
  return keysFound('process', [call.profile], keys, account)
}

/** botocore: strict about the date, which must name a zone and be in the future. */
export const botocoreJudge: Judge = (stdout, call, now) => {
  const parsed = stdout.startsWith('\ufeff') ? undefined : parse(stdout)
  if (parsed === undefined) return failure('process-not-json')
  const json = members(parsed.value)
  if (json === undefined) return failure('crash')
  const version = json.get('Version')
  // In Python, True equals 1.
  if (version !== 1 && version !== true) return failure('process-version')
  if (!json.has('AccessKeyId') || !json.has('SecretAccessKey')) return failure('process-keys-missing')
  const expires = json.get('Expiration') ?? undefined
  const at = typeof expires === 'string' ? pythonTime(expires) : undefined
  if (expires !== undefined && at === undefined) return failure('expiration-unreadable')
  if (at !== undefined && at <= now) return failure('already-expired')
  return handedOut(call, json, text(json.get('AccountId')) || call.account, at)
}

/** JS: an unreadable date counts as one that has not passed. */
export const jsJudge: Judge = (stdout, call, now) => {
  const parsed = parse(stdout.trim())
  if (parsed === undefined) return failure('process-not-json')
  const json = members(parsed.value)
  if (json === undefined || json.get('Version') !== 1) return failure('process-version')
  if (json.get('AccessKeyId') === undefined || json.get('SecretAccessKey') === undefined) {
    return failure('keys-incomplete')
  }
  const expires = json.get('Expiration')
  const at = expires ? new Date(expires as string | number).getTime() : Number.NaN
  if (at < now) return failure('already-expired')
  const end = Number.isNaN(at) ? undefined : at
  return handedOut(call, json, text(json.get('AccountId')) || call.account, end)
}

const goFields = ['Version', 'AccessKeyId', 'SecretAccessKey', 'SessionToken', 'Expiration', 'AccountId']

/** Go's decoder: names in any case, types must fit, null changes nothing. Credentials with a past date are still handed out. */
function goFieldsOf(json: Json): Json | ReaderError {
  const known = new Map<string, unknown>()
  for (const [name, value] of json) {
    const field = goFields.find((one) => one.toLowerCase() === name.toLowerCase())
    if (field === undefined || value === null) continue
    if (field === 'Version') {
      if (!Number.isInteger(value)) return 'process-version'
    } else if (typeof value !== 'string') {
      return field === 'Expiration' ? 'expiration-unreadable' : 'process-not-json'
    } else if (field === 'Expiration' && goTime(value) === undefined) return 'expiration-unreadable'
    known.set(field, value)
  }
  return known
}

/** aws-sdk-go-v2: strict about the form of the date, but not about whether it has passed. */
export const goJudge: Judge = (stdout, call) => {
  const parsed = stdout.startsWith('\ufeff') ? undefined : parse(stdout)
  if (parsed === undefined) return failure('process-not-json')
  const json = parsed.value === null ? new Map<string, unknown>() : members(parsed.value)
  if (json === undefined) return failure('process-not-json')
  const fields = goFieldsOf(json)
  if (typeof fields === 'string') return failure(fields)
  if (fields.get('Version') !== 1) return failure('process-version')
  if (!fields.get('AccessKeyId') || !fields.get('SecretAccessKey')) return failure('process-keys-missing')
  const end = text(fields.get('Expiration'))
  return handedOut(call, fields, text(fields.get('AccountId')), end === undefined ? undefined : goTime(end))
}
