import type { EffectiveEntry } from '../identity/effective-config.ts'
import type { EffectiveIdentity, VerifiedAccount } from '../identity/types.ts'
import type { StackOperation } from '../operations.ts'
import type { ProjectFile } from '../read/project-file.ts'
import type { StackFile } from '../read/stack-file.ts'

export type StackProblemCode =
  | 'profile-not-portable'
  | 'profile-unknown'
  | 'profile-not-signed-in'
  | 'profile-without-credentials'
  | 'profile-without-effect'
  | 'credentials-unusable'
  | 'session-expired'
  | 'sdk-too-old'
  | 'check-reads-other-files'
  | 'environment-keys-ignored'
  | 'shell-keys-checked-first'
  | 'environment-needs-cloud'
  | 'environment-shape'
  | 'stack-file-never-read'
  | 'file-too-slow'
  | 'file-not-read'
  | 'file-outside-project'
  | 'deploy-settings-file'
  | 'stack-file-shared'
  | 'account-not-allowed'
  | 'account-forbidden'
  | 'account-not-pinned'
  | 'account-lists-both'
  | 'account-lookup-skipped'
  | 'account-id-unquoted'
  | 'account-ids-not-a-list'
  | 'value-rewritten'
  | 'value-empty'
  | 'value-not-boolean'
  | 'token-and-file'
  | 'secret-in-plain-text'
  | 'option-unknown'
  | 'option-misspelt'
  | 'option-renamed'
  | 'option-too-new'
  | 'path-as-key'
  | 'key-twice'
  | 'key-in-three-parts'
  | 'project-value-hidden'
  | 'top-level-key-dropped'
  | 'secrets-provider-profile'
  | 'backend-profile'
  | 'state-profile-differs'
  | 'default-provider-disabled'
  | 'provider-in-program'
  | 'region-unknown'
  | 'native-out-of-step'

/** One problem, for a person, with the edit that repairs it if there is one. */
export interface StackProblem {
  readonly code: StackProblemCode
  readonly severity: 'error' | 'warning' | 'info'
  readonly file: 'stack' | 'project'
  /** 1-based; undefined when it is about the file as a whole or about something outside it. */
  readonly line: number | undefined
  readonly message: string
  readonly reason: string
  readonly fix?: { readonly label: string; readonly operations: readonly StackOperation[] }
}

/** A provider resource found in the state of a stack. */
export interface StateProvider {
  readonly name: string
  readonly profile?: string
  readonly region?: string
}

export interface StackProblemInput {
  readonly stack: StackFile
  readonly project: ProjectFile | undefined
  readonly identity: EffectiveIdentity
  /** Major of pulumi-aws; undefined when unknown. */
  readonly major: number | undefined
  /** Profiles of the AWS files; undefined when they could not be read. */
  readonly knownProfiles: ReadonlySet<string> | undefined
  /** Profiles whose session has ended. */
  readonly expiredProfiles: ReadonlySet<string>
  readonly verified: ReadonlyMap<string, VerifiedAccount>
  readonly backend: { readonly kind: string; readonly url: string | undefined } | undefined
  readonly environment: Readonly<Record<string, string | undefined>>
  /** File names of this folder that look like stacks and are never read, with the reason. */
  readonly neverRead?: readonly { readonly path: string; readonly reason: string }[]
  readonly ambiguous?: readonly string[]
  /** The real path of the stack file, when that is outside the project. */
  readonly leadsTo?: string
  /** Files that took too long to read and were skipped. */
  readonly tooSlow?: readonly string[]
  /** Messages of refused files that could show the version of pulumi-aws. */
  readonly notRead?: readonly string[]
  /** Full references (`org/project/stack`) of which this file serves more than one. */
  readonly sharedBy?: readonly string[]
  /** Places in the program, as `path:line`, that create an AWS provider. */
  readonly ownProviders?: readonly string[]
  readonly stateProviders?: readonly StateProvider[]
}

/** What every rule gets: the input and the effective config of the stack. */
export interface RuleInput extends StackProblemInput {
  readonly config: ReadonlyMap<string, EffectiveEntry>
}

export type Rule = (input: RuleInput) => readonly StackProblem[]
