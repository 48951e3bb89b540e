import type { VerifyFailureCode } from '../../shared/domain/checks/failure-codes.ts'

/** Why credentials were not available or were refused; text for the user, without secrets. */
export interface CredentialFailure {
  readonly code: VerifyFailureCode
  readonly message: string
  readonly reason: string
  readonly remedy: string
  readonly detail?: string
  /** The credential_process that waits for consent, as shown, and its profile. */
  readonly command?: string
  readonly asks?: string
}

/** Thrown inside core/credentials only; the exported functions turn it into a value. */
export class CredentialError extends Error {
  readonly failure: CredentialFailure

  constructor(failure: CredentialFailure) {
    super(failure.message)
    this.name = 'CredentialError'
    this.failure = failure
  }
}

/** Stops resolving with a named failure. */
export function refuse(
  code: VerifyFailureCode,
  message: string,
  reason: string,
  remedy: string,
  more: Pick<CredentialFailure, 'detail' | 'command' | 'asks'> = {},
): never {
  throw new CredentialError({ code, message, reason, remedy, ...more })
}

/** Throws the Cancelled failure when the signal is aborted. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) {
    refuse('Cancelled', 'Cancelled.', 'The verification was stopped.', 'Run it again when you like.')
  }
}
