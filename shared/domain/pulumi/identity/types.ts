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
  /** What imported environments set, where someone found out; undefined means unknown. */
  readonly esc?: { readonly variables: ReadonlySet<string>; readonly config: ReadonlySet<string> }
  /** The environment the Pulumi CLI would start in. */
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Profiles of the shared AWS files, with their region. */
  readonly profiles: ReadonlyMap<string, { readonly region?: string }>
  /** Last verifications by profile. */
  readonly verified: ReadonlyMap<string, VerifiedAccount>
}

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

export type CandidateState = 'wins' | 'beaten' | 'absent' | 'unknown'

export interface Candidate {
  readonly source: CandidateSource
  readonly state: CandidateState
  /** Name of the profile, the region or the variable; never a secret. */
  readonly value: string | undefined
  readonly origin: ConfigOrigin | 'esc' | 'environment' | 'aws-files' | 'machine'
  readonly line: number | undefined
  /** One sentence on why it stands as it does. */
  readonly why: string
}

/** A role that is taken on after the first credentials. */
export interface RoleHop {
  readonly roleArn: string | undefined
  readonly kind: 'web-identity' | 'role'
  readonly accountId: string | undefined
}

export interface EffectiveIdentity {
  readonly credentials: readonly Candidate[]
  readonly region: readonly Candidate[]
  readonly hops: readonly RoleHop[]
  /** The profile that wins, when a profile does. */
  readonly profile: string | undefined
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
