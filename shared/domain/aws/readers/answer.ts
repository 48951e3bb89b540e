import { accountOfArn } from './arn.ts'
import type { CallerKeys, CredentialSource, Decider, ReaderError, ServiceAnswer } from './types.ts'

/** Credentials that a step hands out, or would if the decider agrees. */
export interface Found {
  readonly source: CredentialSource
  readonly chain: readonly string[]
  readonly base?: CredentialSource
  readonly role?: string
  readonly account?: string
  readonly asks?: 'mfa'
  readonly waitsFor?: Decider
  readonly keys?: CallerKeys
  /** The roles that were assumed on the way, first to last, with the profile that names each. */
  readonly hops?: readonly RoleHop[]
}

export interface RoleHop {
  /** Absent where the environment names the role. */
  readonly profile: string | undefined
  readonly role: string
}

/** A step that has something and cannot use it. */
export interface Failure {
  readonly error: ReaderError
  /** JS: the provider forbids the next one to be tried. */
  readonly stops?: boolean
}

export type Answer = Found | Failure

/** `undefined`: the step has nothing, and the next one is asked. */
export type StepAnswer = Answer | undefined

export function isFailure(answer: Answer): answer is Failure {
  return 'error' in answer
}

export function failure(error: ReaderError): Failure {
  return { error }
}

/** A failure after which a chain of providers ends. */
export function stop(error: ReaderError): Failure {
  return { error, stops: true }
}

type Optional<T> = { readonly [K in keyof T]?: T[K] | undefined }

/** Credentials of a source, without undefined fields. */
export function found(
  source: CredentialSource,
  chain: readonly string[],
  more: Optional<Omit<Found, 'source' | 'chain'>> = {},
): Found {
  const known = Object.entries(more).filter(([, value]) => value !== undefined)
  return { source, chain, ...(Object.fromEntries(known) as Omit<Found, 'source' | 'chain'>) }
}

/** The service's answer, if it was a refusal. */
export function refusalOf(answer: ServiceAnswer | undefined): ReaderError | undefined {
  return typeof answer === 'string' && answer !== 'accepted' ? answer : undefined
}

/** The keys that a service handed out, if they are kept. */
export function keysOf(answer: ServiceAnswer | undefined): CallerKeys | undefined {
  return typeof answer === 'object' ? answer.keys : undefined
}

/** A role assumed with what was found below. */
export function roleOn(
  { profile, role }: RoleHop & { readonly profile: string },
  below: Found,
  answer: ServiceAnswer | undefined,
): Found {
  const decider = answer === undefined ? 'sts' : undefined
  const chain = below.chain[0] === profile ? below.chain : [profile, ...below.chain]
  return found('role', chain, {
    base: below.base ?? below.source,
    role,
    account: accountOfArn(role),
    asks: below.asks,
    waitsFor: below.waitsFor ?? decider,
    keys: keysOf(answer),
    hops: [...(below.hops ?? []), { profile, role }],
  })
}

/** The first step of an order that has something. */
export function firstOf<S extends string>(
  order: readonly S[],
  steps: Readonly<Record<S, () => StepAnswer>>,
): StepAnswer {
  for (const step of order) {
    const answer = steps[step]()
    if (answer !== undefined) return answer
  }
  return undefined
}
