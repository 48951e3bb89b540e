import type { Identity } from './identities.ts'
import { StsError, type QueryService } from './replies.ts'
import {
  type Authorization,
  type SignedRequest,
  expectedSignature,
  msToTimestamp,
  parseAuthorization,
  sameSignature,
  timestampToMs,
} from './signature.ts'

const window = 15 * 60_000

const mismatch =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.'

const header = (request: SignedRequest, name: string): string | undefined => {
  const value = request.headers[name]
  return Array.isArray(value) ? value.join(',') : value
}

export interface Authenticated {
  readonly identity: Identity
  readonly authorization: Authorization
}

/** The authorization header or the error that STS gives for a request without one. */
export function requireAuthorization(request: SignedRequest): Authorization {
  const text = header(request, 'authorization')
  if (text === undefined) {
    throw new StsError(403, 'MissingAuthenticationToken', 'Request is missing Authentication Token')
  }
  const authorization = parseAuthorization(text)
  if (!authorization) {
    throw new StsError(400, 'IncompleteSignature', `Authorization header is not complete: ${text}`)
  }
  return authorization
}

/** Times outside the window, with the texts of the real service. `now` is the server's clock in milliseconds. */
function checkClock(timestamp: string, now: number): void {
  const signedAt = timestampToMs(timestamp)
  const serverTime = msToTimestamp(now)
  if (signedAt < now - window) {
    const limit = msToTimestamp(now - window)
    throw new StsError(
      403,
      'SignatureDoesNotMatch',
      `Signature expired: ${timestamp} is now earlier than ${limit} (${serverTime} - 15 min.)`,
    )
  }
  if (signedAt > now + window) {
    const limit = msToTimestamp(now + window)
    throw new StsError(
      403,
      'SignatureDoesNotMatch',
      `Signature not yet current: ${timestamp} is still later than ${limit} (${serverTime} + 15 min.)`,
    )
  }
}

function checkScope(
  authorization: Authorization,
  timestamp: string,
  { region, service = 'sts' }: { readonly region?: string; readonly service?: QueryService },
): void {
  const refuse = (message: string) => new StsError(403, 'SignatureDoesNotMatch', message)
  if (authorization.date !== timestamp.slice(0, 8)) {
    throw refuse(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${authorization.date}' != '${timestamp.slice(0, 8)}', from '${timestamp}'.`,
    )
  }
  if (authorization.service !== service)
    throw refuse(`Credential should be scoped to correct service: '${service}'. `)
  if (region !== undefined && authorization.region !== region) {
    throw refuse('Credential should be scoped to a valid region. ')
  }
  if (authorization.terminator !== 'aws4_request') {
    throw refuse("Credential should be scoped with a valid terminator: 'aws4_request'. ")
  }
}

/**
 * Checks a Signature Version 4 request as STS does: header complete, key known, scope, clock, signature, token, expiry.
 * Throws StsError. `region` is the region the endpoint stands for; any when absent. `clockOffsetMs` is how far the
 * server's clock is ahead.
 */
export function authenticate(
  request: SignedRequest,
  identities: ReadonlyMap<string, Identity>,
  options: {
    readonly region?: string
    readonly service?: QueryService
    readonly clockOffsetMs: number
    /** Whether a key is not known yet, or is switched off. */
    readonly isUnknown?: (accessKeyId: string) => boolean
  },
): Authenticated {
  const authorization = requireAuthorization(request)
  const timestamp = header(request, 'x-amz-date') ?? ''
  if (Number.isNaN(timestampToMs(timestamp))) {
    throw new StsError(
      400,
      'IncompleteSignature',
      `Date must be in ISO-8601 'basic format'. Got '${timestamp}'.`,
    )
  }
  const token = header(request, 'x-amz-security-token')
  const required = ['host', 'x-amz-date', ...(token === undefined ? [] : ['x-amz-security-token'])]
  for (const name of required) {
    if (!authorization.signedHeaders.includes(name)) {
      throw new StsError(403, 'SignatureDoesNotMatch', `'${name}' must be a signed header.`)
    }
  }
  const unknown = new StsError(
    403,
    'InvalidClientTokenId',
    'The security token included in the request is invalid.',
  )
  const identity = identities.get(authorization.accessKeyId)
  if (!identity || options.isUnknown?.(authorization.accessKeyId) === true) throw unknown
  checkScope(authorization, timestamp, options)
  checkClock(timestamp, Date.now() + (identity.clockOffsetMs ?? options.clockOffsetMs))
  const expected = expectedSignature(request, authorization, identity.secretAccessKey, timestamp)
  if (!sameSignature(expected, authorization.signature))
    throw new StsError(403, 'SignatureDoesNotMatch', mismatch)
  if (token !== identity.sessionToken) throw unknown
  if (identity.expiresAt !== undefined && identity.expiresAt <= Date.now()) {
    throw new StsError(403, 'ExpiredToken', 'The security token included in the request is expired')
  }
  return { identity, authorization }
}
