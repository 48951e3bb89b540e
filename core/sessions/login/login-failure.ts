import { redactSaid } from '../../../shared/domain/secrets/redact.ts'
import { type CodedError, fail } from '../../../shared/result.ts'
import { denied } from '../sign-in-failure.ts'
import type { LoginRefusal } from './login-token.ts'

const longestSaid = 300

/** Why the sign-in service gave no login. */
export function loginFailure(
  name: string,
  { why, said }: { readonly why: LoginRefusal; readonly said: string },
  where: { readonly url: string; readonly region: string },
): CodedError {
  const quoted = redactSaid(said).slice(0, longestSaid)
  switch (why) {
    case 'INSUFFICIENT_PERMISSIONS':
      return fail('SignInDenied', `The user who signed in to ${name} may not get keys with this login.`, {
        reason: 'The permissions signin:AuthorizeOAuth2Access and signin:CreateOAuth2Token are missing.',
        remedy: 'Have the managed policy SignInLocalDevelopmentAccess attached, then sign in again.',
      }).error
    case 'AUTHCODE_EXPIRED':
    case 'TOKEN_EXPIRED':
      return fail('SignInTimedOut', `The sign-in to ${name} took too long.`, {
        reason: 'The code of the page had expired, or had been used.',
        remedy: 'Sign in again.',
      }).error
    case 'USER_CREDENTIALS_CHANGED':
      return fail('SignInRefused', `The password behind ${name} was changed.`, {
        reason: 'The page of AWS was still signed in with the old one.',
        remedy: 'Sign out of the AWS console in the browser, then sign in again.',
      }).error
    case 'INVALID_REQUEST':
      return fail('SignInRefused', `AWS refused the sign-in to ${name} in ${where.region}.`, {
        reason: `It said: ${quoted}`,
        remedy: 'Sign in again, with --region where the account is used in another one.',
      }).error
    case 'throttled':
      return fail('SignInUnavailable', 'AWS asks to wait: there were too many requests.', {
        reason: 'It limits how many it accepts in a short time.',
        remedy: 'Try again in a minute.',
      }).error
    case 'server':
      return fail('SignInUnavailable', 'AWS could not answer.', {
        reason: `It said: ${quoted}`,
        remedy: 'Try again later.',
      }).error
    case 'answer':
      return fail('SignInUnavailable', 'Something other than AWS answered.', {
        reason: `The answer from ${where.url} is not from AWS: a proxy or a sign-in page may be in between.`,
        remedy: 'Sign in to the network, or check proxy settings and the endpoint.',
      }).error
    case 'denied':
      return denied(name, quoted)
  }
}
