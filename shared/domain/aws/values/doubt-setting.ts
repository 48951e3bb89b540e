import { knownKeys } from '../keys.ts'
import { doubtArn } from './arns.ts'
import type { Around, Doubt } from './doubt.ts'
import { credentialSources, keyChoices } from './known-values.ts'
import { nearest } from './near.ts'
import { doubtRegion } from './regions.ts'

/** Names that other tools, the environment or other files use for a setting. */
const otherNames: ReadonlyMap<string, string> = new Map([
  ['aws_access_key', 'aws_access_key_id'],
  ['access_key_id', 'aws_access_key_id'],
  ['aws_secret_key', 'aws_secret_access_key'],
  ['secret_access_key', 'aws_secret_access_key'],
  ['session_token', 'aws_session_token'],
  ['aws_region', 'region'],
  ['aws_default_region', 'region'],
  ['default_region', 'region'],
  ['assume_role_arn', 'role_arn'],
  ['mfa_serial_number', 'mfa_serial'],
  ['sso_account', 'sso_account_id'],
  ['sso_role', 'sso_role_name'],
])

const sources: ReadonlyMap<string, string> = new Map(
  credentialSources.map((name) => [name.toLowerCase(), name]),
)

/** The known setting that a key was probably meant to be. */
export function meantKey(key: string): string | undefined {
  if (knownKeys.has(key)) return undefined
  const plain = key.replace(/[-.\s]+/g, '_')
  return otherNames.get(plain) ?? (knownKeys.has(plain) ? plain : nearest(plain, knownKeys))
}

function doubtDuration(value: string): Doubt | undefined {
  if (/^\d+$/.test(value)) {
    if (Number(value) >= 900 && Number(value) <= 43_200) return undefined
    return {
      code: 'DurationOutOfRange',
      severity: 'error',
      message: `duration_seconds is ${value}`,
      reason: 'AWS accepts 900 (15 minutes) to 43200 (12 hours)',
    }
  }
  const spoken = /^(\d+)\s*(h|hours?|m|mins?|minutes?|s|secs?|seconds?)$/i.exec(value)
  const unit = { h: 3600, m: 60, s: 1 }[spoken?.[2]?.[0]?.toLowerCase() ?? '']
  const seconds = spoken === null || unit === undefined ? undefined : Number(spoken[1]) * unit
  return {
    code: 'DurationNoNumber',
    severity: 'error',
    message: `duration_seconds is ${value}, which is not a number of seconds`,
    reason: 'The AWS CLI ignores it, the JS SDK sends the number at its start',
    ...(seconds !== undefined &&
      seconds >= 900 &&
      seconds <= 43_200 && { repair: { value: String(seconds) } }),
  }
}

/** Measured: botocore makes no client with it, the JS SDK counts by its default. */
function doubtAttempts(value: string): Doubt | undefined {
  if (/^\d+$/.test(value)) return undefined
  return {
    code: 'AttemptsNoNumber',
    severity: 'error',
    message: `max_attempts is ${value}, which is not a number`,
    reason: 'The AWS CLI and boto3 fail because of it, whatever the command',
  }
}

/** What STS takes for the name of a session. */
function doubtSessionName(value: string): Doubt | undefined {
  if (/^[\w+=,.@-]{2,64}$/.test(value)) return undefined
  return {
    code: 'SessionNameRefused',
    severity: 'error',
    message: `role_session_name is ${value}`,
    reason: 'STS accepts 2 to 64 letters, digits and _ + = , . @ -',
  }
}

function doubtAccount(key: string, value: string): Doubt | undefined {
  if (/^\d{12}$/.test(value)) return undefined
  const digits = value.replace(/[-\s]/g, '')
  const repaired = /^\d{12}$/.test(digits)
  return {
    code: 'MalformedAccount',
    severity: 'error',
    message: `${key} is not an account ID`,
    reason:
      /^\d+$/.test(digits) && !repaired
        ? `An account ID has 12 digits and nothing else; this one has ${digits.length}`
        : 'An account ID has 12 digits and nothing else',
    ...(repaired && { repair: { value: digits } }),
  }
}

function doubtStartUrl(value: string): Doubt | undefined {
  if (/^https:\/\/[^/\s]/i.test(value)) return undefined
  const bare = /^[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:[/#?].*)?$/.test(value)
  const plain = /^http:\/\//i.test(value)
  return {
    code: 'MalformedUrl',
    severity: 'error',
    message: plain
      ? 'sso_start_url is not encrypted'
      : 'sso_start_url is not an address: it must begin with https://',
    reason: 'The sign-in sends it to AWS unchanged, and AWS refuses it',
    ...(bare && { repair: { value: `https://${value}` } }),
  }
}

function doubtEndpoint(value: string): Doubt | undefined {
  if (/^https?:\/\/[^/\s]/i.test(value)) return undefined
  return {
    code: 'MalformedUrl',
    severity: 'error',
    message: 'endpoint_url is not an address: it must begin with http:// or https://',
    reason: 'Without that, tools do not know how to send a request there',
  }
}

/** Measured: botocore, JS and Go open both files by exactly this name. */
function doubtPath(key: string, value: string): Doubt | undefined {
  const what = /^~(?:[\\/]|$)/.test(value)
    ? 'begins with ~'
    : /\$(?:\w|\{)/.test(value)
      ? 'has a variable'
      : undefined
  if (what === undefined) return undefined
  return {
    code: 'PathNotExpanded',
    severity: 'error',
    message: `${key} ${what}, which no AWS tool expands`,
    reason: 'They look for a file with exactly this name. Write the full path',
  }
}

function doubtSource(value: string): Doubt | undefined {
  const right = sources.get(value.toLowerCase())
  if (right === value) return undefined
  return {
    code: 'UnknownCredentialSource',
    severity: 'error',
    message: `${value} is not a credential_source`,
    reason: 'SDKs accept Environment, Ec2InstanceMetadata and EcsContainer, spelled exactly like this',
    ...(right !== undefined && { repair: { value: right } }),
  }
}

function doubtChoice(key: string, value: string): Doubt | undefined {
  const known = keyChoices.get(key)
  if (known === undefined || known.includes(value.toLowerCase())) return undefined
  const meant = nearest(value.toLowerCase(), known)
  return {
    code: 'UnknownValue',
    severity: 'warning',
    message: `${key} is ${value}`,
    reason: `Tools know ${known.slice(0, -1).join(', ')} and ${known.at(-1)}`,
    ...(meant !== undefined && { repair: { value: meant } }),
  }
}

/** What is wrong with the value of one setting; an empty one has no faults here. Keys are in lower case. */
export function doubtValue(key: string, value: string, around: Around): Doubt | undefined {
  if (value === '') return undefined
  switch (key) {
    case 'region':
    case 'sso_region':
      return doubtRegion(key, value, key === 'region' ? around : { ownEndpoint: false })
    case 'role_arn':
    case 'mfa_serial':
      return doubtArn(key, value)
    case 'sso_account_id':
    case 'aws_account_id':
      return doubtAccount(key, value)
    case 'sso_start_url':
      return doubtStartUrl(value)
    case 'endpoint_url':
      return doubtEndpoint(value)
    case 'duration_seconds':
      return doubtDuration(value)
    case 'max_attempts':
      return doubtAttempts(value)
    case 'role_session_name':
      return doubtSessionName(value)
    case 'credential_source':
      return doubtSource(value)
    case 'web_identity_token_file':
    case 'ca_bundle':
      return doubtPath(key, value)
    default:
      return doubtChoice(key, value)
  }
}

/** Whether an unknown key is spelled almost like one that tools know. */
export function doubtKey(key: string): Doubt | undefined {
  const meant = meantKey(key)
  if (meant === undefined) return undefined
  return {
    code: 'UnknownKey',
    severity: 'warning',
    message: `No AWS tool reads ${key}; ${meant} is spelled almost the same`,
    reason: 'A setting that no tool knows has no effect',
    repair: { key: meant },
  }
}
