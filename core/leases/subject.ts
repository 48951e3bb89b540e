import type { MergedProfile } from '../../shared/domain/aws/types.ts'
import type { Narrowed } from './lease-credentials.ts'

/** A profile as it was when the lease began: later changes in the files do not affect it. */
export interface Subject {
  /** The name that the lease knows it by; `profile` differs for a twin. */
  readonly asked: string
  readonly profile: MergedProfile
  /** The credentials from before the program started. */
  readonly first: Narrowed
}
