import type { Session } from '../../../shared/contract/models.ts'
import type { Result } from '../../../shared/result.ts'
import type { AwsView } from '../../aws/aws-files.ts'
import type { SignInFlow } from '../../sessions/sign-ins.ts'

export interface SignInChoice {
  readonly method: Session['method']
  readonly region: string | undefined
  /** The profile that named the session: its endpoint and proxies count. */
  readonly profile: string | undefined
}

/** A row of the list and what can be done with it. */
export interface KnownSession {
  readonly session: Session
  /** How to sign in to it; absent where it has no sign-in of its own, such as MFA devices. */
  readonly flow?: (choice: SignInChoice) => Promise<Result<SignInFlow>>
  /** Renews what ends soon and needs no user for that, for a session that is in use. Rejects where no answer came. */
  readonly renew?: () => Promise<void>
  /** Signs out; `untold` says why AWS could not be told. */
  readonly signOut: () => Promise<{ readonly untold?: string }>
}

/** One kind of session: how its rows are found in the files. */
export type SessionKind = (view: AwsView) => Promise<readonly KnownSession[]>
