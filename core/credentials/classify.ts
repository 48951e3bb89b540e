import { clockSkew, describeSkew } from './clock.ts'
import { CredentialError, type CredentialFailure } from './failure.ts'
import { unreached } from '../network/unreached.ts'
import { lastLines } from './last-lines.ts'
import { redactSaid } from '../../shared/domain/secrets/redact.ts'

/** What was asked, so that a failure can name it. */
export interface CallSubject {
  readonly profile: string
  /** `who it is` or `the role arn:…`: what was asked for. */
  readonly purpose: string
  readonly url: string
  readonly region: string
  readonly accessKeyId?: string
  /** The profile that the keys come from, if that is another one. */
  readonly keysOf?: string
}

interface CallError {
  readonly name?: string
  readonly code?: unknown
  readonly message?: string
  readonly cause?: unknown
  readonly $metadata?: { readonly httpStatusCode?: number }
  readonly $response?: { readonly statusCode?: number; readonly headers?: Readonly<Record<string, string>> }
}

const throttleCodes = new Set([
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'RequestThrottled',
  'RequestThrottledException',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'BandwidthLimitExceeded',
  'LimitExceededException',
  'SlowDown',
])
const expiredCodes = new Set(['ExpiredToken', 'ExpiredTokenException', 'TokenRefreshRequired'])
const signatureCodes = new Set([
  'SignatureDoesNotMatch',
  'InvalidSignatureException',
  'RequestExpired',
  'RequestTimeTooSkewed',
])
const unknownKeyCodes = new Set([
  'InvalidClientTokenId',
  'UnrecognizedClientException',
  'InvalidAccessKeyId',
  'InvalidToken',
])

/** Errors that never reached AWS: cancel, timeout, network, TLS, another server's page. */
function classifyTransport(error: CallError, subject: CallSubject): CredentialFailure | undefined {
  const code = typeof error.code === 'string' ? error.code : ''
  if (error.name === 'AbortError' || code === 'ABORT_ERR') {
    return {
      code: 'Cancelled',
      message: 'Cancelled.',
      reason: 'The verification was stopped.',
      remedy: 'Run it again when you like.',
    }
  }
  const lost = unreached(error, subject.url)
  if (lost) return lost
  // Thrown before anything is sent: a header cannot hold such a character.
  if (code === 'ERR_INVALID_CHAR') {
    return {
      code: 'KeyUnknown',
      message: `The keys of ${subject.keysOf ?? subject.profile} cannot be sent.`,
      reason: 'The access key ID or the session token contains a character that no key ID or token has.',
      remedy: 'Paste all values again.',
    }
  }
  if (/^Region not accepted/.test(error.message ?? '')) {
    return {
      code: 'EndpointInvalid',
      message: `${JSON.stringify(subject.region)} is not a region.`,
      reason: 'It cannot be part of a host name.',
      remedy: `Correct the region of ${subject.profile}.`,
    }
  }
  if (code === 'ERR_INVALID_URL' || /invalid hostname|Invalid URL/i.test(error.message ?? '')) {
    return {
      code: 'EndpointInvalid',
      message: `${subject.url} is not an endpoint.`,
      reason: 'It is not a URL that a request can be sent to.',
      remedy: 'Correct the endpoint or region of the profile.',
    }
  }
  return undefined
}

function isForeignAnswer(error: CallError): boolean {
  const response = error.$response
  const status = response?.statusCode ?? error.$metadata?.httpStatusCode ?? 0
  if (status === 407 || (status >= 300 && status < 400)) return true
  // Not by content type: servers that speak the protocol send AWS errors as text/html too. The SDK's name for a reply
  // without a code is `Unknown`; other failures to read a good reply have other names.
  return status === 200 || error.name === 'NotAws' || error.name === 'Unknown'
}

function classifySignature(error: CallError, subject: CallSubject): CredentialFailure {
  const skew = clockSkew(error.message ?? '', error.$response?.headers?.['date'], Date.now())
  if (skew !== undefined) {
    return {
      code: 'ClockSkew',
      message: `This machine's clock is ${describeSkew(skew)}.`,
      reason: 'AWS refuses requests whose time is more than 15 minutes off; the keys may be fine.',
      remedy: 'Set the clock, or switch on automatic time, and try again.',
      detail: String(Math.round(skew / 60_000)),
    }
  }
  return {
    code: 'SignatureWrong',
    message: `The secret access key of ${subject.keysOf ?? subject.profile} does not belong to its access key.`,
    reason: 'AWS knows the access key, but the request was signed with another secret.',
    remedy: 'Paste the secret access key again; one missing or extra character breaks it.',
  }
}

/** Errors by the code of the AWS reply. */
function classifyReply(error: CallError, subject: CallSubject): CredentialFailure | undefined {
  const code = error.name ?? ''
  const status = error.$response?.statusCode ?? error.$metadata?.httpStatusCode ?? 0
  const message = error.message ?? ''
  const { profile, purpose, region, keysOf = profile } = subject
  if (signatureCodes.has(code)) return classifySignature(error, subject)
  if (expiredCodes.has(code) && subject.accessKeyId === undefined) {
    return {
      code: 'Expired',
      message: `The web identity token of ${profile} has expired.`,
      reason: 'AWS no longer accepts it.',
      remedy: 'Get a new token into the token file.',
    }
  }
  if (expiredCodes.has(code)) {
    return {
      code: 'Expired',
      message: `The credentials of ${keysOf} have expired.`,
      reason: 'AWS no longer accepts the session token.',
      remedy: 'Get new temporary credentials, or sign in again.',
    }
  }
  if (unknownKeyCodes.has(code)) {
    const isSession = subject.accessKeyId?.startsWith('ASIA') === true
    return {
      code: 'KeyUnknown',
      message: `AWS does not know the access key of ${keysOf}.`,
      reason: isSession
        ? 'The session token may be wrong or cut, or the key may belong to another partition than the region.'
        : 'It may be deleted or inactive, or belong to another partition than the region.',
      remedy: `Check the key, and that ${region} is a region of its account.`,
    }
  }
  if (code === 'MissingAuthenticationToken' || code === 'IncompleteSignature') {
    return {
      code: 'ProxyAnswered',
      message: 'AWS got the request without its signature.',
      reason: 'Something between this machine and AWS removed or changed the Authorization header.',
      remedy: 'Check proxy settings and the endpoint of the profile.',
    }
  }
  if (code === 'RegionDisabledException') {
    return {
      code: 'RegionDisabled',
      message: `STS is switched off in ${region}.`,
      reason: 'The account has not activated STS in this region.',
      remedy: 'Choose another region, or have STS activated for it in the account settings of IAM.',
    }
  }
  if (throttleCodes.has(code) || status === 429) {
    return {
      code: 'Throttled',
      message: 'AWS asked to slow down.',
      reason: 'There were too many requests for this account.',
      remedy: 'Wait a moment, and verify fewer profiles at once.',
    }
  }
  if (/MultiFactorAuthentication|tokenCode/.test(message)) {
    return {
      code: 'MfaNeeded',
      message: `AWS did not accept the MFA code for ${profile}.`,
      reason: 'It was wrong or already used, or mfa_serial names another device.',
      remedy: 'Wait for the next code and try again.',
      detail: lastLines(redactSaid(message)),
    }
  }
  if (/exceeds the 1 hour session limit/.test(message)) {
    return {
      code: 'ChainTooLong',
      message: `${profile} asks for more than the 3600 seconds that AWS grants from one role to the next.`,
      reason: `The credentials of ${keysOf} are themselves a role session.`,
      remedy: `Set duration_seconds of ${profile} to 3600.`,
    }
  }
  if (code === 'ValidationError') {
    return {
      code: 'Unknown',
      message: `AWS did not accept the settings of ${profile}.`,
      reason: `A value in the request for ${purpose} is not allowed.`,
      remedy: 'Check role_arn, role_session_name, duration_seconds and external_id.',
      detail: lastLines(redactSaid(message)),
    }
  }
  if (/^(InvalidIdentityToken|IDPRejectedClaim)(Exception)?$/.test(code)) {
    return {
      code: 'WebIdentityTokenMissing',
      message: `The web identity token of ${profile} is not usable.`,
      reason: 'AWS did not accept the token.',
      remedy: 'Get a new token into the token file.',
      detail: lastLines(redactSaid(message)),
    }
  }
  if (/^AccessDenied/.test(code) || code === 'ForbiddenException' || code === 'UnauthorizedOperation') {
    const isRole = purpose.startsWith('the role')
    return {
      code: 'AccessDenied',
      message: `${profile} may not ask for ${purpose}.`,
      reason: 'A policy of the caller, the role or the organization denies it.',
      remedy: isRole
        ? 'Check role name, account, external_id and mfa_serial, and the trust policy of the role.'
        : 'Ask who manages the account; a policy of the organization may be the reason.',
      detail: lastLines(redactSaid(message)),
    }
  }
  return undefined
}

/** Names what went wrong in a call to AWS. Takes whatever the SDK or Node threw; a CredentialError keeps its failure. */
export function classifyCallError(thrown: unknown, subject: CallSubject): CredentialFailure {
  if (thrown instanceof CredentialError) return thrown.failure
  const error: CallError =
    typeof thrown === 'object' && thrown !== null ? thrown : { message: String(thrown) }
  const transport = classifyTransport(error, subject)
  if (transport) return transport
  if (isForeignAnswer(error)) {
    return {
      code: 'ProxyAnswered',
      message: 'Something other than AWS answered.',
      reason: `The answer from ${subject.url} is a web page, or is not from AWS: a proxy or a sign-in page may be in between.`,
      remedy: 'Sign in to the network, or check proxy settings and the endpoint of the profile.',
    }
  }
  const reply = classifyReply(error, subject)
  if (reply) return reply
  const status = error.$response?.statusCode ?? error.$metadata?.httpStatusCode
  const isServerFault = status !== undefined && status >= 500
  return {
    code: 'Unknown',
    message: isServerFault ? 'AWS could not answer.' : `AWS refused the request of ${subject.profile}.`,
    reason: isServerFault
      ? `It answered with status ${status}, twice.`
      : `The reason is not one that Stackpass knows (${error.name ?? 'no code'}).`,
    remedy: isServerFault ? 'Try again later.' : 'See the detail.',
    detail: lastLines(redactSaid(`${error.name ?? ''} ${error.message ?? ''}`.trim())),
  }
}
