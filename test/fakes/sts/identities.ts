/** Failures that a key can be configured to produce, whatever its signature. */
export type FailureName =
  | 'ExpiredToken'
  | 'ExpiredTokenException'
  | 'InvalidClientTokenId'
  | 'SignatureDoesNotMatch'
  | 'AccessDenied'
  | 'RegionDisabledException'
  | 'Throttling'
  | 'InternalFailure'
  | 'ThrottlingOnce'
  | 'InternalFailureOnce'
  | 'MissingAuthenticationToken'
  | 'ProxyHtml'
  | 'ProxyHtmlOk'
  | 'ProxyRedirect'
  | 'NotXml'
  | 'Slow'
  | 'Stall'
  | 'Reset'
  | 'Odd'

/** A key that the double knows. Keys that AssumeRole hands out are added while it runs. */
export interface Identity {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
  readonly account: string
  readonly arn: string
  readonly userId: string
  /** Milliseconds since the epoch; a token past it answers ExpiredToken. */
  readonly expiresAt?: number
  /** The MFA device of this user and the codes it accepts; each code works once, as at AWS. */
  readonly mfa?: { readonly serial: string; readonly codes: readonly string[] }
  /** How a session was made, which decides whether it opens the console. `direct-role`: by a user's own keys. */
  readonly session?: 'direct-role' | 'role' | 'session-token' | 'federated-user'
  /** Whether the session was made with an MFA code. */
  readonly mfaPresent?: boolean
  /** A policy denies sts:GetSessionToken. */
  readonly deniesSession?: boolean
  readonly failure?: FailureName
  /** The server's clock minus the true one, in milliseconds, as this key meets it. */
  readonly clockOffsetMs?: number
}

export interface Role {
  readonly arn: string
  /** ARNs that may assume it; any when absent. */
  readonly trusts?: readonly string[]
  readonly externalId?: string
  readonly mfaRequired?: boolean
  readonly maxSeconds?: number
  /** Web identity tokens that it accepts. */
  readonly webIdentityTokens?: readonly string[]
}

export const exampleKey = 'AKIAIOSFODNN7EXAMPLE'
export const exampleSecret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'

/** An IAM user with a key that is derived from its name, so that tests read well. */
export function userIdentity(name: string, more: Partial<Identity> = {}): Identity {
  const tail = name.toUpperCase().replace(/[^A-Z0-9]/g, '')
  const prefix = more.sessionToken === undefined ? 'AKIA' : 'ASIA'
  return {
    accessKeyId: `${prefix}${tail}EXAMPLE`,
    secretAccessKey: exampleSecret,
    account: '123456789012',
    arn: `arn:aws:iam::123456789012:user/${name}`,
    userId: `AIDA${tail}EXAMPLE`,
    ...more,
  }
}
