import type * as z from 'zod'
import type { promptSchema, verifyResultSchema } from './verify.ts'

/** What core tells its hosts unasked. Names the data that changed and does not send it: the page asks again. */
/** What keeps a profile working: a sign-in, a code, renewing the session in its own profile, or other keys. */
export type NextAtEnd = 'signIn' | 'code' | 'renew' | 'keys'

export type CoreEvent =
  | { readonly type: 'filesChanged' }
  | { readonly type: 'settingsChanged' }
  | { readonly type: 'historyChanged' }
  | { readonly type: 'activeChanged' }
  | { readonly type: 'stacksChanged' }
  /** Results of verifications were kept, by this process or another. */
  | { readonly type: 'verifiedChanged' }
  | {
      readonly type: 'verifyProgress'
      readonly runId: string
      readonly done: number
      readonly total: number
      readonly result: z.infer<typeof verifyResultSchema>
    }
  /** A profile in use stops working in some minutes, and cannot renew by itself: what to do. Sent once for each session. */
  | {
      readonly type: 'expiryNotice'
      readonly profile: string
      readonly expiresAt: string
      readonly next: NextAtEnd
    }
  /** A sign-in began or ended, or the cache of a session changed, by this process or another. */
  | { readonly type: 'sessionsChanged' }
  | {
      readonly type: 'listingProgress'
      readonly runId: string
      readonly accounts: number
      /** Accounts whose roles are known. */
      readonly done: number
      readonly roles: number
      /** Accounts whose roles became known since the last of these events. */
      readonly found: readonly {
        readonly id: string
        readonly name: string
        readonly roles: readonly string[]
      }[]
    }
  /** A listing gave AWS's names for its accounts. */
  | { readonly type: 'accountsChanged' }
  /** A key went into the vault or out of it, or it was locked or unlocked. */
  | { readonly type: 'vaultChanged' }
  /** A lease began, was used or ended, by this process or another. */
  | { readonly type: 'leasesChanged' }
  /** A rotation got a step further, or IAM was asked about keys. */
  | { readonly type: 'keysChanged' }
  /** A program was allowed, or a permission withdrawn. */
  | { readonly type: 'consentChanged' }
  /** Credentials were handed out or refused, or a rule about that changed, by this process or another. */
  | { readonly type: 'handoutsChanged' }
  | { readonly type: 'promptOpened'; readonly prompt: z.infer<typeof promptSchema> }
  | { readonly type: 'promptClosed'; readonly promptId: string }
  /** The page's process had ended, by itself or for a lock or sleep, and the host opened this page in its place. */
  | { readonly type: 'pageReopened'; readonly why: 'crashed' | 'dropped' }
  /** The host asks the page to show something, such as the palette after the global shortcut. */
  | {
      readonly type: 'show'
      readonly view:
        | 'palette'
        | 'import'
        | 'profiles'
        | 'sessions'
        | 'agents'
        | 'stacks'
        | 'health'
        | 'history'
        | 'settings'
    }
