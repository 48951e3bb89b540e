import { accountOfArn } from './arn.ts'
import type { CallerKeys, CredentialSource, Decider, ReaderError } from './types.ts'

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
}

/** A step that has something and cannot use it. */
export interface Failure {
  readonly error: ReaderError
  /** JS: the provider forbids the next one to be tried. */
  readonly stops?: boolean
}

export type Answer = Found | Failure

/** `undefined`: the step has nothing, the next one is asked. */
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

/** Credentials of a source; what is undefined is left out. */
export function found(
  source: CredentialSource,
  chain: readonly string[],
  more: Optional<Omit<Found, 'source' | 'chain'>> = {},
): Found {
  const known = Object.entries(more).filter(([, value]) => value !== undefined)
  return { source, chain, ...(Object.fromEntries(known) as Omit<Found, 'source' | 'chain'>) }
}

/** A role assumed with what was found below. */
export function roleOn(profile: string, role: string, below: Found, decider: Decider | undefined): Found {
  const chain = below.chain[0] === profile ? below.chain : [profile, ...below.chain]
  return found('role', chain, {
    base: below.base ?? below.source,
    role,
    account: accountOfArn(role),
    asks: below.asks,
    waitsFor: below.waitsFor ?? decider,
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
