import type { Severity } from '../types.ts'

/** Why a setting is probably not what the user meant, or will not work. */
export interface Doubt {
  readonly code: string
  readonly severity: Severity
  readonly message: string
  readonly reason: string
  /** What the user probably meant, if that is clear. */
  readonly repair?: { readonly value: string } | { readonly key: string }
}

/** What else decides whether a value makes sense. */
export interface Around {
  /** Whether requests go to an endpoint of the user's own, where regions and keys may be anything. */
  readonly ownEndpoint: boolean
}
