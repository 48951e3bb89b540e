import type { Operation, StackId } from '../../shared/contract/models.ts'
import type { Result } from '../../shared/result.ts'
import type { FileChange } from '../files/types.ts'

/** A stack that names a profile. */
export interface ProfileUser {
  readonly project: string
  readonly stack: string
  readonly label: string
}

/** A project or stack with `profile=` in an address. */
export interface ProfileInUrl {
  readonly profile: string
  readonly label: string
}

/** What names profiles outside the AWS files: the stacks below the folders of the settings. */
export interface ProfileUsers {
  /** The stacks that name any of the profiles. `complete` is false when there was no time to look everywhere. */
  find(profiles: readonly string[]): Promise<{
    readonly users: readonly (ProfileUser & { readonly profile: string })[]
    /** The stacks that name one in the address of their backend or secrets provider, which no change updates. */
    readonly inUrls: readonly ProfileInUrl[]
    readonly complete: boolean
  }>
  /** The changes that make those stacks follow: a new name after a rename, no profile after a deletion. */
  follow(operations: readonly Operation[]): Promise<Result<readonly FileChange[]>>
  /**
   * The changes that give stacks a profile, also one that the same change adds. Errors: those of finding the stacks,
   * FileOutside.
   */
  give(stacks: readonly StackId[], profile: string): Promise<Result<readonly FileChange[]>>
}
