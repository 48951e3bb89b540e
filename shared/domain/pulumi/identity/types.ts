import type { ReaderResult } from '../../aws/readers/types.ts'
import type { SdkGap } from '../options/sdk-gaps.ts'
import type { ProjectFile } from '../read/project-file.ts'
import type { StackFile } from '../read/stack-file.ts'
import type { ConfigOrigin } from './effective-config.ts'

/** What the last verification of a profile found. `at` is in milliseconds since 1970. */
export interface VerifiedAccount {
  readonly accountId: string
  readonly alias?: string
  readonly arn?: string
  readonly at: number
}

export interface IdentityInput {
  readonly stack: StackFile | undefined
  readonly project: ProjectFile | undefined
  /** What imported environments set, if somebody found out; undefined means unknown. */
  readonly esc?: { readonly variables: ReadonlySet<string>; readonly config: ReadonlySet<string> }
  /** The environment the Pulumi CLI would start in. */
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Profiles of the shared AWS files, with their region. */
  readonly profiles: ReadonlyMap<string, { readonly region?: string }>
  /** Last verifications by profile. */
  readonly verified: ReadonlyMap<string, VerifiedAccount>
  /** Major of pulumi-aws; undefined when unknown. */
  readonly major?: number | undefined
  /** The version if it is known; the last release of its major if only that is. */
  readonly version?: string | undefined
  /** The version if it is known. */
  readonly release?: string | undefined
  /** What the readers make of a profile. Without it, only the order of the places is known. */
  readonly readerAnswers?: ReaderAnswers
}

/** Files that a stack names instead of those in `~/.aws`; as written. */
export interface SharedFileOptions {
  readonly config: readonly string[]
  readonly credentials: readonly string[]
}

export interface ReaderQuestion {
  /** The profile of `aws:profile`. */
  readonly profile: string | undefined
  /** The environment of the run, with what the stack sets itself. */
  readonly environment: ReadonlyMap<string, string>
  readonly files: SharedFileOptions
  /** aws:skipCredentialsValidation: Pulumi's check before a run is turned off. */
  readonly skipsCheck: boolean
  /** What the SDK in the project's pulumi-aws does not know, or may not. */
  readonly gaps: readonly SdkGap[]
}

export interface ReaderAnswer {
  /** What pulumi-aws does. */
  readonly pulumi: ReaderResult
  /** Another tool can use what pulumi-aws cannot. */
  readonly worksElsewhere: boolean
  /** The region of the loaded profile, in the files that are read. */
  readonly region: string | undefined
  /** A setting that the profile needs and this pulumi-aws does not know, or may not: a newer one would accept it. */
  readonly tooOld?: SdkGap
  /** Why Pulumi's check, which knows fewer files than the run, does not find what the run uses. */
  readonly checkStops?: ReaderResult
}

export type ReaderAnswers = (question: ReaderQuestion) => ReaderAnswer

export type CandidateSource =
  | 'static-keys'
  | 'stack-profile'
  | 'environment-keys'
  | 'environment-web-identity'
  | 'environment-profile'
  | 'default-profile'
  | 'container'
  | 'instance-metadata'
  | 'config-region'
  | 'environment-region'
  | 'profile-region'

/** 'fails': it is the one that counts, and pulumi-aws cannot use it. */
export type CandidateState = 'wins' | 'fails' | 'beaten' | 'absent' | 'unknown'

export interface Candidate {
  readonly source: CandidateSource
  readonly state: CandidateState
  /** Name of the profile, the region or the variable; never a secret. */
  readonly value: string | undefined
  readonly origin: ConfigOrigin | 'esc' | 'environment' | 'aws-files' | 'machine'
  readonly line: number | undefined
  /** The variable that names it, if that is not the usual one. */
  readonly variable?: string
  /** One sentence on the reason for its state. */
  readonly why: string
}

/** A candidate before the winner is known. */
export interface Draft extends Omit<Candidate, 'state' | 'why'> {
  readonly present: boolean | 'unknown'
  /** Why it counts, and cannot be used. */
  readonly fails?: string
  readonly wins: string
  readonly absent: string
}

/** A role that is assumed after the first credentials. */
export interface RoleHop {
  readonly roleArn: string | undefined
  readonly kind: 'web-identity' | 'role'
  readonly accountId: string | undefined
}

export interface EffectiveIdentity {
  readonly credentials: readonly Candidate[]
  readonly region: readonly Candidate[]
  readonly hops: readonly RoleHop[]
  /** The profile that counts, when a profile does. */
  readonly profile: string | undefined
  /** The readers' answer, if they could be asked. */
  readonly answer: ReaderAnswer | undefined
  /** The stack names its own shared files. */
  readonly ownFiles: boolean
  /** Which files these are is unknown here: they are encrypted, or an environment names them. */
  readonly hiddenFiles: boolean
  readonly account:
    | {
        readonly accountId: string
        readonly alias?: string
        readonly from: 'verified' | 'role'
        readonly at?: number
      }
    | undefined
  /** What cannot be known offline, in sentences. Empty means that the answer is certain for the default provider. */
  readonly unknowns: readonly string[]
}
