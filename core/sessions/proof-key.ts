import { createHash, randomBytes } from 'node:crypto'

/** What binds the answer of the browser to the sign-in that asked for it: the state, and PKCE (RFC 7636). */
export interface ProofKey {
  readonly state: string
  readonly verifier: string
  readonly challenge: string
}

const urlSafe = (bytes: number): string => randomBytes(bytes).toString('base64url')

export function newProofKey(): ProofKey {
  const verifier = urlSafe(48)
  return {
    state: urlSafe(32),
    verifier,
    challenge: createHash('sha256').update(verifier).digest('base64url'),
  }
}
