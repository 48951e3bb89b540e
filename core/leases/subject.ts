import type { MergedProfile } from '../../shared/domain/aws/types.ts'
import type { Narrowed } from './lease-credentials.ts'

/** A profile as it was when the lease began: what is written into the files later changes nothing about it. */
export interface Subject {
  /** The name that the lease knows it by; `profile` is another one where that is a twin. */
  readonly asked: string
  readonly profile: MergedProfile
  /** What was got before the program started. */
  readonly first: Narrowed
}
