import type { ProfileKind } from './profile-kinds.ts'
/** The two shared files. Both hold profiles; only the config file holds `sso-session` and `services` sections. */
export type SharedFileKind = 'config' | 'credentials'

export type SectionKind = 'profile' | 'sso-session' | 'services'

export interface KeyValue {
  /** `key`, or `parent.child` for a nested setting such as `s3.addressing_style`. */
  readonly key: string
  readonly value: string
}

/** Changes to one shared file. Names and keys are as the user writes them, never with the `profile ` prefix. */
export type SharedFileOperation =
  | {
      readonly type: 'set'
      readonly profile: string
      readonly key: string
      readonly value: string
      readonly section?: SectionKind
    }
  | { readonly type: 'unset'; readonly profile: string; readonly key: string; readonly section?: SectionKind }
  | {
      readonly type: 'setMany'
      readonly profile: string
      readonly entries: readonly KeyValue[]
      /** Keys to remove in the same edit. */
      readonly unset?: readonly string[]
      readonly section?: SectionKind
    }
  | {
      readonly type: 'addProfile'
      readonly name: string
      readonly entries: readonly KeyValue[]
      readonly section?: SectionKind
    }
  | {
      readonly type: 'renameProfile'
      readonly from: string
      readonly to: string
      readonly updateReferences?: boolean
      readonly section?: SectionKind
    }
  | { readonly type: 'duplicateProfile'; readonly from: string; readonly to: string }
  | { readonly type: 'deleteProfile'; readonly name: string; readonly section?: SectionKind }
  /** Copies the credential keys of a profile into `default` and removes a session token that does not belong (rule P1). */
  | { readonly type: 'setActiveDefault'; readonly profile: string }
  | { readonly type: 'fix'; readonly fix: FileFix }

/** Repairs that problems offer; each is an ordinary edit, shown as a diff before it is done. */
export type FileFix =
  | { readonly kind: 'removeByteOrderMark' }
  /** Moves the inline comment of a line to its own line above. */
  | { readonly kind: 'moveInlineComment'; readonly line: number }
  /** Removes all but the last occurrence of a key. */
  | { readonly kind: 'removeDuplicateKey'; readonly line: number }
  /** Merges the later section with the same name into the first. */
  | { readonly kind: 'mergeDuplicateSection'; readonly line: number }
  /** Rewrites a header such as `[ x ]`, `[profile  x]` or `[x]# c` to its plain spelling. */
  | { readonly kind: 'plainHeader'; readonly line: number }
  /** Adds the missing `profile ` prefix in config, removes it in credentials. */
  | { readonly kind: 'fixProfilePrefix'; readonly line: number }
  /** Lower-cases the spelling of a key. */
  | { readonly kind: 'lowerCaseKey'; readonly line: number }
  /** Writes `=` where a setting has a `:`. */
  | { readonly kind: 'equalsSign'; readonly line: number }
  /** Adds the missing `]` to a header. */
  | { readonly kind: 'closeHeader'; readonly line: number }
  /** Writes another value for the setting in a line. */
  | { readonly kind: 'setValue'; readonly line: number; readonly value: string }
  /** Writes another name for the setting in a line. */
  | { readonly kind: 'renameKey'; readonly line: number; readonly key: string }
  /** Comments out a line that no reader can parse. */
  | { readonly kind: 'commentOut'; readonly line: number }

export type Reader = 'aws-cli' | 'js-sdk' | 'spec'

export type Severity = 'error' | 'warning' | 'info'

/** One problem about a file or a profile, for a person. */
export interface FileProblem {
  readonly code: string
  readonly severity: Severity
  readonly message: string
  readonly reason: string
  readonly file?: SharedFileKind
  /** 1-based line in that file. */
  readonly line?: number
  readonly profile?: string
  /** The readers that are affected; empty when all are. */
  readonly readers: readonly Reader[]
  readonly fix?: { readonly label: string; readonly operation: SharedFileOperation }
}

export type { ProfileKind }

/** One setting of a merged profile, with where it comes from. */
export interface MergedSetting {
  /** Lower-case key; nested settings are `parent.child`. */
  readonly key: string
  readonly value: string
  readonly file: SharedFileKind
  readonly line: number
  readonly secret: boolean
  /** The same key in the other file, which loses by the SDK's rules. */
  readonly shadowed?: { readonly file: SharedFileKind; readonly line: number; readonly value: string }
}

/** A profile merged from both files by the SDK's rules (credentials win per key). */
export interface MergedProfile {
  readonly name: string
  readonly kind: ProfileKind
  readonly settings: ReadonlyMap<string, MergedSetting>
  /** 1-based header lines, if the file has the profile. */
  readonly configLine: number | undefined
  readonly credentialsLine: number | undefined
  /** False when it has none of `expiryKeys`: true of most, and then nobody needs to ask for thirteen of them. */
  readonly mayExpire: boolean
  /** The value of one of its settings. What a list shows is found without reading the others. */
  value(key: string): string | undefined
}
