interface Given {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string | undefined
  readonly expiresAt?: string | undefined
  readonly accountId?: string | undefined
}

/** The answer of a credential_process (AWS CLI user guide, "Sourcing credentials with an external process"). */
export function processAnswer(given: Given): string {
  const { accessKeyId, secretAccessKey, sessionToken, expiresAt, accountId } = given
  return JSON.stringify({
    Version: 1,
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    ...(sessionToken !== undefined && { SessionToken: sessionToken }),
    ...(expiresAt !== undefined && { Expiration: expiresAt }),
    ...(accountId !== undefined && { AccountId: accountId }),
  })
}
