/** What a holder of a lease may do with a profile, as it was when the lease began. */
export type LeaseRights =
  | { readonly kind: 'read-only'; readonly by: 'session-policy' | 'federation' }
  | { readonly kind: 'policy'; readonly by: 'session-policy' | 'federation' }
  /** `of`: the role or user whose rights they are. */
  | { readonly kind: 'full'; readonly of: string }

export interface LeasedProfile {
  readonly name: string
  readonly rights: LeaseRights
  /** Where it is known. */
  readonly account?: string
}

/** Why a lease hands out nothing any longer. `gone`: the Stackpass that served it has ended. */
export type LeaseEnd = 'time' | 'you' | 'program' | 'lock' | 'gone'

/**
 * What keeps the program from everything else: a jail hides it, a fence does not point to it. An endpoint serves programs that
 * run elsewhere. Nothing confines a program that was already running when it requested the lease.
 */
export type KeptApart = 'jail' | 'fence' | 'endpoint' | 'nothing'

export interface Lease {
  readonly id: string
  /** The name that people use for the program. */
  readonly program: string
  readonly folder: string
  readonly pid?: number
  readonly keptApart: KeptApart
  readonly profiles: readonly LeasedProfile[]
  /** ISO 8601. */
  readonly startedAt: string
  readonly endsAt: string
  readonly ended?: { readonly at: string; readonly why: LeaseEnd }
  /** How often credentials were given, and refused. */
  readonly used: number
  readonly refused: number
}
