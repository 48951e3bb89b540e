import type { ReaderName } from '../../shared/domain/aws/readers/types.ts'
import type { MergedProfile } from '../../shared/domain/aws/types.ts'
import type { ReaderFile } from '../aws/reader-input.ts'
import type { ProcessPermission } from '../consent/types.ts'
import type { MfaAnswer, MfaQuestion } from '../host/ports.ts'
import type { Environment } from '../network/endpoint.ts'
import type { VaultKeys } from '../vault/types.ts'
import type { MfaStore } from './mfa-store.ts'

/** Everything that resolving reads; it looks at nothing else of the machine. */
export interface CredentialContext {
  readonly profiles: ReadonlyMap<string, MergedProfile>
  /** The bytes, which each tool reads by its own rules. */
  readonly files: { readonly config: ReaderFile; readonly credentials: ReaderFile }
  /** The tool whose credentials are wanted; the AWS CLI when absent. */
  readonly as?: ReaderName
  /** `sso-session` sections by name: lower-case key to value. */
  readonly ssoSessions: ReadonlyMap<string, ReadonlyMap<string, string>>
  /** `services` sections by name: `sts.endpoint_url` and the like to value. */
  readonly services: ReadonlyMap<string, ReadonlyMap<string, string>>
  readonly env: Environment
  /** The home folder, where `.aws/sso/cache` and `.aws/login/cache` are. */
  readonly home: string
  /** Where our processes agree whose turn it is. */
  readonly locksDir: string
  /** Asks for an MFA code. Without it, or where it answers `null`, MFA profiles fail with MfaNeeded. */
  readonly askMfa?: (question: MfaQuestion) => Promise<MfaAnswer>
  /** Called when a question, by its id, needs no further answer. */
  readonly endMfa?: (id: string) => void
  /** The sessions that MFA codes opened, shared with every other process of the user. */
  readonly mfa: MfaStore
  /** Told what could not be cached; resolving carries on. */
  readonly onUnkept?: (what: string, error: unknown) => void
  /**
   * Whether the user has allowed exactly this command for this profile, and it is unchanged. `argv`: its pieces, where
   * no shell runs it.
   */
  readonly mayRun: (
    command: string,
    profile: string,
    argv?: readonly string[],
  ) => ProcessPermission | Promise<ProcessPermission>
  /** Answers the commands of profiles whose key is in the vault. */
  readonly vault: VaultKeys
  readonly signal?: AbortSignal
  /** One request, in milliseconds; 10,000 when absent. */
  readonly requestTimeoutMs?: number
  /** A credential_process, in milliseconds; 60,000 when absent. */
  readonly processTimeoutMs?: number
  readonly memory?: RunMemory
  /** Makes the role of one profile narrower than its settings do, and gives its session a name. */
  readonly narrow?: Narrowing
  /** Allows asking the metadata service for a profile that names it; false in lists and previews. */
  readonly allowMetadata?: boolean
}

/** What is asked of STS in addition for the role of a profile. */
export interface Narrowing {
  readonly profile: string
  readonly sessionName: string
  /** The maximum length of its session. */
  readonly mostSeconds: number
  /** JSON. */
  readonly policy?: string
  readonly policyArns?: readonly string[]
  readonly tags?: readonly { readonly key: string; readonly value: string }[]
  /** Called when it went out: without that, nothing was narrowed. */
  readonly onSent: () => void
}

/** What the profiles of one run share, so that nothing is asked or started twice. */
export interface RunMemory {
  readonly answers: Map<string, Promise<unknown>>
}

/** Who the caller is, according to STS. */
export interface CallerIdentity {
  readonly account: string
  readonly arn: string
  readonly userId: string
  /** The round trip alone, in milliseconds. */
  readonly latencyMs: number
}

/** Credentials as the SDKs use them. Secrets: never log, never send across the contract unasked. */
export interface Credentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
  /** Milliseconds since the epoch. */
  readonly expiresAt?: number
  readonly accountId?: string
}

export interface ResolvedCredentials extends Credentials {
  /** The profiles and roles that led here, first to last. */
  readonly via: readonly string[]
  readonly region: string
  /** Set when the region was assumed. */
  readonly note?: string
  /** Where STS is asked for this profile: an origin, without user, path and query. */
  readonly endpoint: string
  /** Whose they are, where that was asked on the way. */
  readonly identity?: CallerIdentity
}
