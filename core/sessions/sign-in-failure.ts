import { type CodedError, fail } from '../../shared/result.ts'
import { FileFailure } from '../system/file-errors.ts'
import { unreached } from '../network/unreached.ts'

/** What the user signed in to, so that a failure can name it. */
export interface SignInSubject {
  readonly name: string
  readonly startUrl: string
  readonly region: string
  readonly url: string
}

interface OidcError {
  readonly name?: string
  readonly message?: string
  readonly error_description?: string
  readonly region?: string
  readonly $metadata?: { readonly httpStatusCode?: number }
}

const said = (error: OidcError): string => {
  const text = error.error_description ?? error.message ?? ''
  return text === '' || text === error.name ? (error.name ?? 'no reason given') : text
}

export const denied = (name: string, description?: string): CodedError =>
  fail('SignInDenied', `The sign-in to ${name} was not allowed.`, {
    reason: description ? `The browser answered: ${description}` : 'You or the AWS page refused.',
    remedy: 'Sign in again and allow it. If AWS refused, ask your administrator.',
  }).error

export const timedOut = (name: string): CodedError =>
  fail('SignInTimedOut', `Nobody finished the sign-in to ${name} in time.`, {
    reason: 'It waits only a few minutes, because somebody else could use an open sign-in.',
    remedy: 'Sign in again.',
  }).error

/** Why signing in did not work. Rethrows errors that do not come from the network, the SDK or AWS. */
export function signInFailure(thrown: unknown, { name, startUrl, region, url }: SignInSubject): CodedError {
  if (thrown instanceof FileFailure) return thrown.coded
  const lost = unreached(thrown, url)
  if (lost) {
    const { message, reason, remedy } = lost
    return fail('SignInUnavailable', message, { reason, remedy }).error
  }
  const error = (typeof thrown === 'object' && thrown !== null ? thrown : {}) as OidcError
  if (error.name === 'AccessDeniedException') return denied(name)
  if (error.name === 'ExpiredTokenException') return timedOut(name)
  if (error.region !== undefined && error.region !== region) {
    return fail('SignInRefused', `${name} is not in ${region}.`, {
      reason: `AWS says that it is in ${error.region}.`,
      remedy: `Set sso_region to ${error.region}, and sign in again.`,
    }).error
  }
  const status = error.$metadata?.httpStatusCode
  if (error.name === 'InvalidRequestException' || error.name === 'InvalidRequestRegionException') {
    return fail('SignInRefused', `AWS does not accept the start URL of ${name}.`, {
      reason: `It answered for ${startUrl} in ${region}: ${said(error)}`,
      remedy: 'Compare sso_start_url and sso_region with the access portal.',
    }).error
  }
  if (status === undefined && error.name !== 'NotAws') throw thrown
  if (status === 429 || error.name === 'SlowDownException') {
    return fail('SignInUnavailable', 'AWS asks to wait: there were too many requests.', {
      reason: 'It limits how many it accepts in a short time.',
      remedy: 'Try again in a minute.',
    }).error
  }
  if (status !== undefined && status >= 500) {
    return fail('SignInUnavailable', 'AWS could not answer.', {
      reason: `It answered with status ${status}.`,
      remedy: 'Try again later.',
    }).error
  }
  const isForeign = error.name === 'NotAws' || status === 200 || (status ?? 0) < 400 || status === 407
  if (isForeign || error.name === 'Unknown') {
    return fail('SignInUnavailable', 'Something other than AWS answered.', {
      reason: `The answer from ${url} is not from AWS: a proxy or a sign-in page may be in between.`,
      remedy: 'Sign in to the network, or check proxy settings and the endpoint.',
    }).error
  }
  return fail('SignInRefused', `AWS refused the sign-in to ${name}.`, {
    reason: said(error),
    remedy: 'Sign in again. If it happens again, ask your administrator.',
  }).error
}
