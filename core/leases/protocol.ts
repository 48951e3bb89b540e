import type { CodedError } from '../../shared/result.ts'

/** One line from the helper inside to the Stackpass that serves the lease, and one back. */
export interface LeaseAsk {
  readonly version: 1
  readonly token: string
  readonly profile: string
}

/** Credentials as a credential_process prints them. */
export interface LeasedCredentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string | undefined
  readonly accountId?: string | undefined
  /** ISO 8601. */
  readonly expiresAt?: string | undefined
}

export type LeaseReply =
  | { readonly ok: true; readonly value: LeasedCredentials }
  | { readonly ok: false; readonly error: CodedError }

/** No honest line is longer. Bytes. */
export const mostInAsk = 8 * 1024

export const tokenFileName = 'token'

/** Where the helper reaches the server: beside its token, or on Windows a pipe that the token file names. */
export const socketFileName = 'broker.sock'

export function parseAsk(line: string): LeaseAsk | undefined {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return undefined
  }
  if (typeof value !== 'object' || value === null) return undefined
  const { version, token, profile } = value as Record<string, unknown>
  const isAsk = version === 1 && typeof token === 'string' && typeof profile === 'string'
  return isAsk ? { version: 1, token, profile } : undefined
}
