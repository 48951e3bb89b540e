import { createPrivateKey, createPublicKey, generateKeyPairSync, randomUUID, sign } from 'node:crypto'

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A new P-256 key of a login as the AWS CLI keeps it: PEM of SEC 1. */
export function newDpopKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return privateKey.export({ type: 'sec1', format: 'pem' }).toString()
}

/**
 * A DPoP proof (RFC 9449) for one request, signed with the P-256 key that the AWS CLI keeps beside its login.
 * `pem` is that private key; throws what node:crypto throws when it is not one.
 */
export function dpopProof(pem: string, method: string, url: string, nowMs = Date.now()): string {
  const key = createPrivateKey(pem)
  const { kty, crv, x, y } = createPublicKey(key).export({ format: 'jwk' })
  const header = encode({ alg: 'ES256', typ: 'dpop+jwt', jwk: { kty, crv, x, y } })
  const payload = encode({ jti: randomUUID(), htm: method, htu: url, iat: Math.floor(nowMs / 1000) })
  const signature = sign('sha256', Buffer.from(`${header}.${payload}`), { key, dsaEncoding: 'ieee-p1363' })
  return `${header}.${payload}.${signature.toString('base64url')}`
}
