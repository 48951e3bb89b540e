/** Areas in which the options are shown. */
export type OptionGroup =
  | 'basics'
  | 'credentials'
  | 'roles'
  | 'safety'
  | 'tags'
  | 'endpoints'
  | 'network'
  | 's3'
  | 'files'
  | 'skips'
  | 'imds'

export type OptionType =
  | 'text'
  | 'boolean'
  | 'integer'
  | 'url'
  | 'path'
  | 'json'
  | 'text-list'
  | 'text-map'
  | 'object'
  | 'object-list'

/** What a text must look like. */
export type TextRule =
  | 'region'
  | 'account-id'
  | 'arn'
  | 'duration'
  | 'session-name'
  | 'external-id'
  | 'token'
  | 'url'
  | 'json'
  | 'not-empty'

interface OptionBase {
  readonly name: string
  readonly type: OptionType
  /** One or two sentences for the form. */
  readonly help: string
  readonly secret?: true
  /** For a list, the rule holds for each entry. */
  readonly rule?: TextRule
  readonly values?: readonly string[]
  /** First pulumi-aws major that knows the name. Absent: all that matter (5 and later). */
  readonly sinceMajor?: number
  /** First pulumi-aws major that no longer knows the name. */
  readonly removedInMajor?: number
  /** The name that took its place, as an option path. */
  readonly renamedTo?: string
}

/** A property inside an option. */
export type NestedOption = OptionBase

/** One provider option, `aws:<name>`. */
export interface ProviderOption extends OptionBase {
  readonly group: OptionGroup
  readonly nested?: readonly NestedOption[]
  /** Environment variables that the SDK or the provider reads for the same setting. */
  readonly environment: readonly string[]
  /** Options that must not be set together with this one. */
  readonly conflictsWith?: readonly string[]
  /** The default, by version; the first entry whose `before` is above the version applies. */
  readonly defaults?: readonly { readonly before?: string; readonly text: string }[]
  /** First release that has it, as far as releases were compared. */
  readonly since?: string
}
