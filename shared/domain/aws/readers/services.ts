import { bytesToText, decodeText } from '../text.ts'
import {
  type Answer,
  type Found,
  failure,
  found,
  isFailure,
  keysOf,
  refusalOf,
  roleOn,
  stop,
} from './answer.ts'
import { accountOfArn } from './arn.ts'
import type {
  CallerKeys,
  CredentialSource,
  ReaderError,
  ReaderInput,
  ServiceAnswer,
  StsQuestion,
} from './types.ts'

/** Sessions that a role was assumed for: STS grants another role at most an hour from one of them. */
const roleSessions: ReadonlySet<CredentialSource> = new Set([
  'role',
  'web-identity',
  'web-identity-environment',
  'sso',
  'sso-legacy',
  'container',
  'imds',
])

const sessionName = /^[\w+=,.@-]{2,64}$/

/** What AWS refuses by its published limits, whoever asks. */
export function stsRefusal(question: StsQuestion): ReaderError | undefined {
  return keysRefusal(question) ?? valuesRefusal(question)
}

/** Keys by their looks: an emulator takes others as well. */
function keysRefusal(question: StsQuestion): ReaderError | undefined {
  if (question.call === 'AssumeRoleWithWebIdentity' || question.keys === undefined) return undefined
  const { id, token } = question.keys
  // Temporary keys mean nothing without their session token.
  const isBare = id.startsWith('ASIA') && !token
  return isBare || !/^\w{16,128}$/.test(id) ? 'keys-refused' : undefined
}

/** The values beside the keys. */
export function valuesRefusal(question: StsQuestion): ReaderError | undefined {
  const name = question.call === 'GetCallerIdentity' ? undefined : question.sessionName
  if (question.call === 'AssumeRoleWithWebIdentity') {
    if (question.token.trim() === '') return 'web-token-refused'
    return name !== undefined && !sessionName.test(name) ? 'session-name-refused' : undefined
  }
  if (question.call === 'GetCallerIdentity') return undefined
  const { seconds } = question
  if (seconds !== undefined && !(seconds >= 900 && seconds <= 43_200)) return 'duration-refused'
  if (seconds !== undefined && seconds > 3600 && roleSessions.has(question.base)) {
    return 'duration-over-an-hour-in-chain'
  }
  if (name !== undefined && !sessionName.test(name)) return 'session-name-refused'
  if (question.serial !== undefined && question.serial.length < 9) return 'mfa-serial-refused'
  return undefined
}

/** What STS says, if somebody can ask it; otherwise what its limits say. */
export function askSts(input: ReaderInput, question: StsQuestion): ServiceAnswer | undefined {
  const ask = input.outcomes?.sts ?? stsRefusal
  return ask(question)
}

export interface RoleCall {
  readonly profile: string
  readonly role: string
  readonly seconds?: number | undefined
  readonly sessionName?: string | undefined
  readonly externalId?: string | undefined
  /** The MFA device whose code goes with the call. */
  readonly serial?: string | undefined
}

/** A role assumed with the credentials below. */
export function assumeRole(input: ReaderInput, call: RoleCall, below: Answer): Answer {
  if (isFailure(below)) return below
  const { profile, role, seconds, sessionName: name, externalId, serial } = call
  const answer = askSts(input, {
    call: 'AssumeRole',
    profile,
    role,
    keys: below.keys,
    base: below.source,
    seconds,
    sessionName: name,
    externalId,
    serial,
  })
  const refused = refusalOf(answer)
  if (refused !== undefined) return stop(refused)
  const assumed = roleOn({ profile, role }, below, answer)
  return serial === undefined ? assumed : { ...assumed, asks: 'mfa' }
}

export interface TokenCall {
  /** Absent where the environment names the role. */
  readonly profile: string | undefined
  readonly role: string
  readonly path: string
  readonly sessionName: string | undefined
}

/** A session for the token in a file. */
export function assumeWithToken(input: ReaderInput, call: TokenCall): Answer {
  const { profile, role, path, sessionName: name } = call
  const text = readText(input, path)
  const source = profile === undefined ? 'web-identity-environment' : 'web-identity'
  const chain = profile === undefined ? [] : [profile]
  const about = { role, account: accountOfArn(role), hops: [{ profile, role }] }
  if (text === undefined) return found(source, chain, { ...about, waitsFor: 'file' })
  if (text === 'missing') return { error: 'web-token-file-missing', stops: true }
  const answer = askSts(input, {
    call: 'AssumeRoleWithWebIdentity',
    profile,
    role,
    token: text.text,
    sessionName: name,
  })
  const refused = refusalOf(answer)
  if (refused !== undefined) return stop(refused)
  return found(source, chain, {
    ...about,
    keys: keysOf(answer),
    waitsFor: answer === undefined ? 'sts' : undefined,
  })
}

/** Credentials after asking STS whose they are, as Terraform's and Pulumi's providers do. */
export function proved(input: ReaderInput, answer: Answer): Answer {
  if (isFailure(answer) || answer.keys === undefined) return answer
  const said = askSts(input, { call: 'GetCallerIdentity', keys: answer.keys })
  if (said === undefined) return { ...answer, waitsFor: answer.waitsFor ?? 'sts' }
  const refused = refusalOf(said)
  return refused === undefined ? answer : failure(refused)
}

/** Plain keys: an empty one counts as missing. */
export function keysFound(
  source: CredentialSource,
  chain: readonly string[],
  keys: CallerKeys,
  account: string | undefined,
): Answer {
  if (keys.id === '' || keys.secret === '') return stop('keys-empty')
  return found(source, chain, { account: account || undefined, keys })
}

/** Credentials from a service of the machine, which decides by itself. */
export function fromService(
  answer: ServiceAnswer | undefined,
  source: CredentialSource & ('container' | 'imds'),
): Found | undefined {
  if (refusalOf(answer) !== undefined) return undefined
  return found(source, [], {
    keys: keysOf(answer),
    waitsFor: answer === undefined ? source : undefined,
  })
}

export type KnownText = { readonly text: string } | 'missing' | undefined

/** The text of a file by an absolute or relative path; a directory reads as none. */
export function readText(input: ReaderInput, path: string): KnownText {
  const state = input.file(absolute(input, path))
  if (state === undefined) return undefined
  if (typeof state === 'string') return 'missing'
  return { text: decodeText(bytesToText(state)) }
}

/** A path as a program in the working directory means it. */
export function absolute(input: Pick<ReaderInput, 'workingDirectory'>, path: string): string {
  return /^(?:\/|[A-Za-z]:[\\/]|\\\\)/.test(path) ? path : `${input.workingDirectory}/${path}`
}
