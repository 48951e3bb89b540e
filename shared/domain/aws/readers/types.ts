/** The programs that read a profile, each with its own rules; in display order. */
export const readerNames = ['awsCli', 'jsSdk', 'goSdk', 'terraform', 'pulumi'] as const

export type ReaderName = (typeof readerNames)[number]

/** Where credentials come from. The two kinds of keys say which file the access key ID is in. */
export type CredentialSource =
  | 'keys-config'
  | 'keys-credentials'
  | 'environment'
  | 'sso'
  | 'sso-legacy'
  | 'process'
  | 'web-identity'
  | 'web-identity-environment'
  | 'role'
  | 'container'
  | 'imds'
  | 'login'

/** Why a reader hands out nothing. */
export type ReaderError =
  | 'already-expired'
  | 'chain-too-long'
  | 'circle'
  | 'container-host-refused'
  | 'container-refused'
  | 'crash'
  | 'credential-source-empty'
  | 'credential-source-unknown'
  | 'duration-over-an-hour-in-chain'
  | 'duration-refused'
  | 'expiration-unreadable'
  | 'file-unreadable'
  | 'keys-empty'
  | 'keys-expired'
  | 'keys-incomplete'
  | 'keys-refused'
  | 'login-expired'
  | 'login-not-signed-in'
  | 'mfa-needed'
  | 'mfa-serial-refused'
  | 'no-credentials'
  | 'process-failed'
  | 'process-keys-missing'
  | 'process-not-json'
  | 'process-version'
  | 'profile-not-found'
  | 'region-missing'
  | 'role-arn-missing'
  | 'role-refused'
  | 'role-without-source'
  | 'session-name-refused'
  | 'setting-unreadable'
  | 'source-missing'
  | 'source-without-credentials'
  | 'sso-disagrees'
  | 'sso-expired'
  | 'sso-incomplete'
  | 'sso-not-signed-in'
  | 'sso-refused'
  | 'sso-session-missing'
  | 'two-types-in-one-profile'
  | 'web-token-expired'
  | 'web-token-file-missing'
  | 'web-token-refused'

/** Who has the last word where the files do not. */
export type Decider = 'sts' | 'sso' | 'sign-in' | 'process' | 'container' | 'imds' | 'file' | 'chain'

/** What one program does with a profile and an environment. */
export interface ReaderResult {
  /** 'unknown': a program or service decides (`waitsFor`); the source is the one that would be asked. */
  readonly works: true | false | 'unknown'
  readonly source: CredentialSource | 'none'
  /** From the requested profile down to the one with the base credentials; each once in a row. */
  readonly chain: readonly string[]
  /** For a role: the source below the last role. */
  readonly base?: CredentialSource
  /** The role that the session is of. */
  readonly role?: string
  /** The account, if it is known without asking for it. */
  readonly account?: string
  /** The access key ID, if it is known without asking for it. */
  readonly keyId?: string
  readonly asks?: 'mfa'
  readonly waitsFor?: Decider
  readonly error?: ReaderError
  /** Pulumi: its own check proves other credentials than those it makes resources with. */
  readonly checkedAs?: Pick<ReaderResult, 'source' | 'chain' | 'base' | 'role'>
  /** Pulumi: its own check refuses. */
  readonly step?: 'check'
  /** One sentence for a person. */
  readonly why: string
}

/** A file, as far as it is known. `undefined`: nobody has looked. */
export type FileState = Uint8Array | 'missing' | 'directory' | undefined

/** Keys as a reader hands them out or signs with them. */
export interface CallerKeys {
  readonly id: string
  readonly secret: string
  readonly token: string | undefined
  /** Milliseconds since the epoch, if their source says it. */
  readonly expiresAt?: number | undefined
}

export type StsQuestion =
  | {
      readonly call: 'AssumeRole'
      readonly profile: string
      readonly role: string
      /** Absent where the caller's keys came from a service a moment ago. */
      readonly keys: CallerKeys | undefined
      readonly base: CredentialSource
      /** NaN: not a number, but sent all the same. Absent: none is sent. */
      readonly seconds: number | undefined
      readonly sessionName: string | undefined
      readonly externalId: string | undefined
      readonly serial: string | undefined
    }
  | {
      readonly call: 'AssumeRoleWithWebIdentity'
      readonly profile: string | undefined
      readonly role: string
      readonly token: string
      readonly sessionName: string | undefined
    }
  | { readonly call: 'GetCallerIdentity'; readonly keys: CallerKeys }

/** What a service handed out, if that is kept. */
export interface HandedOut {
  readonly keys: CallerKeys
}

/** Callers that only want to know whether it works need no keys: 'accepted'. */
export type ServiceAnswer = 'accepted' | HandedOut | ReaderError

/** A role in single sign-on, in exchange for a token. */
export interface SsoQuestion {
  readonly profile: string
  readonly source: CredentialSource & ('sso' | 'sso-legacy')
  /** The name of the session, or the start URL: the cache is named after it. */
  readonly key: string
  readonly region: string
  readonly token: string
  readonly account: string
  readonly role: string
}

/** A token that has ended, and may be renewed. */
export interface RenewQuestion {
  readonly kind: 'sso' | 'login'
  readonly profile: string
  /** As the cache is named after it. */
  readonly session: string
  /** Of the sso-session. */
  readonly region?: string
}

export interface ProcessQuestion {
  readonly profile: string
  readonly command: string
  /** The pieces, for readers that run no shell. */
  readonly argv: readonly string[] | undefined
}

export interface ProcessOutput {
  /** `undefined`: it could not be started. */
  readonly exitCode: number | undefined
  readonly stdout: string
}

/** What programs and services do. Each part may be absent or answer `undefined`: then the result is 'unknown'. */
export interface Outcomes {
  readonly sts?: (question: StsQuestion) => ServiceAnswer | undefined
  readonly sso?: (question: SsoQuestion) => ServiceAnswer | undefined
  /** Keys of a login session that end within this many milliseconds are renewed as well. */
  readonly renewsWithin?: number
  /** Whether an expired token of single sign-on or of a login session can be renewed. */
  readonly renew?: (question: RenewQuestion) => ServiceAnswer | undefined
  readonly process?: (question: ProcessQuestion) => ProcessOutput | undefined
  readonly container?: (url: string, authorization: string | undefined) => ServiceAnswer | undefined
  readonly imds?: (endpoint: string | undefined) => ServiceAnswer | undefined
}

/** What Terraform's and Pulumi's providers get besides profile and region, and what the SDK in them knows. */
export interface ProviderSettings {
  /** Shared files that it is given, as written; none: the usual ones. */
  readonly configFiles: readonly string[]
  readonly credentialsFiles: readonly string[]
  /** Pulumi's check before a run is turned off. */
  readonly skipsCheck: boolean
  /** Settings of profiles that its SDK is too old to know. */
  readonly unknownSettings: readonly string[]
}

/** Everything a reader looks at. */
export interface ReaderInput {
  readonly environment: ReadonlyMap<string, string>
  /** The profile named in code: `--profile`, `{ profile }`, `aws:profile`. Absent: only the environment names one. */
  readonly profile: string | undefined
  /** The region named in code, as Pulumi and Terraform do. */
  readonly region?: string
  /** Only for Terraform and Pulumi; the others do not get it. */
  readonly provider?: ProviderSettings
  readonly home: string
  readonly workingDirectory: string
  /** Milliseconds since the epoch. */
  readonly now: number
  readonly file: (path: string) => FileState
  /** Hexadecimal; names the token caches. */
  readonly digest: (algorithm: 'sha1' | 'sha256', text: string) => string
  readonly outcomes?: Outcomes
  /** The AWS CLI v2 reads AWS_PROFILE before AWS_DEFAULT_PROFILE; v1, boto3 and by default this model the other way round. */
  readonly awsCliVersion?: 1 | 2
}
