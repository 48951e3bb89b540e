/** How profiles of an organisation are named. */
export interface NameTemplate {
  /** Such as `{account}-{role:short}`; see `template-parts.ts`. */
  readonly text: string
  /** Cut from account names, in order: texts, or patterns between slashes. */
  readonly trim?: readonly string[] | undefined
  /** Of the whole name; absent: as AWS has it. */
  readonly case?: 'keep' | 'lower' | 'upper' | undefined
  /** What replaces blanks and characters that not every reader takes; absent: `-`. */
  readonly separator?: string | undefined
}

/** The default: `payments-admin` for AdministratorAccess in the account Payments. */
export const defaultTemplate = {
  text: '{account}-{role:short}',
  case: 'lower',
  separator: '-',
} as const satisfies NameTemplate

export interface Assignment {
  readonly accountId: string
  readonly roleName: string
}

export interface ListedAccount {
  readonly id: string
  readonly name: string
}

/** What AWS offers, as far as it was listed. */
export interface Listed {
  readonly accounts: readonly ListedAccount[]
  readonly roles: readonly Assignment[]
  /** False when it was stopped, or something could not be listed. */
  readonly complete: boolean
}

/** A profile of the files that leads to an account and role by the session in question. */
export interface KnownProfile extends Assignment {
  readonly name: string
  /** Written with `sso_start_url` in the profile, without a separate session. */
  readonly legacy?: boolean | undefined
  /** Present when Stackpass made it and it still has the name from then. */
  readonly made?: { readonly accountName?: string | undefined } | undefined
  /** What its removal would also remove, in words, such as `output is your own setting`. */
  readonly own?: string | undefined
  /** Stacks and profiles that need it, by name. */
  readonly usedBy?: readonly string[] | undefined
}

export interface StepItem extends Assignment {
  readonly accountName?: string
  readonly name: string
  readonly state: 'new' | 'taken' | 'kept' | 'renamed' | 'removed' | 'stays' | 'left'
  readonly from?: string
  readonly why?: string
}

/** Names one account and role; neither holds a line feed. */
export const assignmentKey = ({ accountId, roleName }: Assignment): string => `${accountId}\n${roleName}`
