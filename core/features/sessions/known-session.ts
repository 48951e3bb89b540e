import type { Session } from '../../../shared/contract/models.ts'
import type { Result } from '../../../shared/result.ts'
import type { AwsView } from '../../aws/aws-files.ts'
import type { SignInFlow } from '../../sessions/sign-ins.ts'

export interface SignInChoice {
  readonly method: Session['method']
  readonly region: string | undefined
  /** The profile by which the session was named: its endpoint and proxies count. */
  readonly profile: string | undefined
}

/** A row of the list and what can be done with it. */
export interface KnownSession {
  readonly session: Session
  /** How it is signed in to; absent where it is not signed in to by itself, as MFA devices. */
  readonly flow?: (choice: SignInChoice) => Promise<Result<SignInFlow>>
  /** Renews what ends soon and can be renewed without the user, for a session that is in use. Rejects where no answer was had. */
  readonly renew?: () => Promise<void>
  /** Signs out; `untold` says why AWS could not be told. */
  readonly signOut: () => Promise<{ readonly untold?: string }>
}

/** One kind of session: how its rows are found in the files. */
export type SessionKind = (view: AwsView) => Promise<readonly KnownSession[]>
