import type { ErrorCode } from '../../../error-codes.ts'
import type { KeyValue } from '../../aws/types.ts'

/** What kind of text was pasted. `mixed` when one paste holds several kinds, `none` when nothing was found. */
export type ImportFormat =
  | 'bash'
  | 'fish'
  | 'csh'
  | 'powershell'
  | 'cmd'
  | 'dotenv'
  | 'docker'
  | 'yaml'
  | 'ini'
  | 'rootkey'
  | 'csv'
  | 'sts-json'
  | 'sso-json'
  | 'iam-json'
  | 'process-json'
  | 'json'
  | 'mixed'
  | 'none'

/** Why a candidate cannot be imported. */
export interface ImportProblem {
  readonly code: ErrorCode
  readonly message: string
  /** Nothing proves it: a token of an unusual length may be complete, and is imported on request. */
  readonly suspected?: true
}

/** One set of credentials (or one profile) in a paste. Holds secrets: it stays in core, which masks it. */
export interface ImportFound {
  readonly format: ImportFormat
  /** Where it was found, for a person. */
  readonly source: string
  readonly suggestedName: string
  readonly accessKeyId?: string
  readonly secretAccessKey?: string
  readonly sessionToken?: string
  readonly region?: string
  /** ISO 8601, UTC. */
  readonly expiresAt?: string
  /** The keys are temporary and the paste does not say until when; `expiresAt`, where present, is then a guess. */
  readonly expiryAssumed: boolean
  /** Further settings of a pasted profile, such as `output` or `role_arn`. */
  readonly others: readonly KeyValue[]
  readonly problem?: ImportProblem
}

export interface ParsedImport {
  readonly format: ImportFormat
  readonly candidates: readonly ImportFound[]
  /** What was repaired or left out, for a person. Never holds a secret. */
  readonly notes: readonly string[]
}

/** The parts of a set of credentials that pastes carry under many names. */
export type ImportSlot = 'id' | 'secret' | 'token' | 'region' | 'expiry'

/** What a reader found, before it is checked and named. */
export interface RawFound {
  readonly format: ImportFormat
  readonly slots: ReadonlyMap<ImportSlot, string>
  readonly others: readonly KeyValue[]
  /** A name that the paste itself gives: section, comment, user name, role. */
  readonly name?: string
  /** The parts whose closing quote is missing: the end was not copied. */
  readonly unclosed?: ReadonlySet<ImportSlot>
  /** Lines of different pastes seem to be mixed; says how. */
  readonly mixed?: string
}

/** What one reader makes of a text. */
export interface ReaderOutcome {
  readonly found: readonly RawFound[]
  readonly notes: readonly string[]
}
