import { lastLines } from './last-lines.ts'
import { redactSaid } from '../../shared/domain/secrets/redact.ts'
import { loginCommand } from '../../shared/domain/sessions/login-command.ts'
import type { MergedProfile } from '../../shared/domain/aws/types.ts'
import { loginCachePath } from '../sessions/login/login-cache.ts'
import type { LoginRefusal } from '../sessions/login/login-token.ts'
import { type LoginAnswer, loadLoginKeys } from '../sessions/login/renew-login.ts'
import { classifyCallError } from './classify.ts'
import { CredentialError, refuse } from './failure.ts'
import { endpointFor, routeOf, setting } from './settings.ts'
import type { CredentialContext, Credentials } from './types.ts'

type Failed = Extract<LoginAnswer, { ok: false }>

/** The regions that the user's profiles name, except its own: the login may have begun in one of them. */
function otherRegions(region: string, { profiles }: CredentialContext): readonly string[] {
  const found = new Set<string>()
  for (const profile of profiles.values()) {
    const own = setting(profile, 'region')
    if (own !== undefined && own !== region) found.add(own)
    if (found.size === 6) break
  }
  return [...found]
}

function refuseRenewal(
  name: string,
  { why, said, region }: { readonly why: LoginRefusal; readonly said: string; readonly region: string },
  context: CredentialContext,
): never {
  const again = `Run \`${loginCommand(name)}\`.`
  const detail = { detail: lastLines(redactSaid(said)) }
  switch (why) {
    case 'TOKEN_EXPIRED':
    case 'AUTHCODE_EXPIRED':
      return refuse('Expired', `The login of ${name} has ended.`, 'AWS no longer renews it.', again, detail)
    case 'USER_CREDENTIALS_CHANGED':
      return refuse(
        'PasswordChanged',
        `The password behind the login of ${name} was changed.`,
        'AWS ends logins that were made with the old password.',
        again,
        detail,
      )
    case 'INSUFFICIENT_PERMISSIONS':
      return refuse(
        'LoginDenied',
        `The user of ${name} may not renew a login.`,
        'The permission signin:CreateOAuth2Token is missing.',
        'Have the managed policy SignInLocalDevelopmentAccess attached to the user, then sign in again.',
        detail,
      )
    case 'INVALID_REQUEST': {
      const others = otherRegions(region, context)
      const named = others.length === 0 ? '' : ` Your profiles name ${others.join(', ')}.`
      return refuse(
        'LoginRegionWrong',
        `AWS did not accept the login of ${name} in ${region}.`,
        `It may belong to another region: a login is renewed where it began, and its file does not say where.${named}`,
        `Run \`stackpass credentials ${name}\` with AWS_REGION set to that region, which is then remembered, or sign in again.`,
        detail,
      )
    }
    case 'throttled':
      return refuse(
        'Throttled',
        'AWS asked to slow down.',
        `There were too many sign-in requests in ${region}.`,
        'Wait a moment and try again.',
      )
    case 'server':
    case 'answer':
    case 'denied':
      return refuse(
        'Unknown',
        `The login of ${name} has ended and could not be renewed.`,
        why === 'server'
          ? 'The sign-in service could not answer.'
          : 'The sign-in service answered something unknown.',
        why === 'server' ? 'Try again in a moment.' : again,
        detail,
      )
  }
}

function refuseLogin(
  profile: MergedProfile,
  failed: Failed,
  urlOf: (region: string) => string,
  context: CredentialContext,
): never {
  const { name } = profile
  switch (failed.kind) {
    case 'none':
    case 'damaged':
      return refuse(
        'LoginUnsupported',
        failed.kind === 'none' ? `${name} is not signed in.` : `${name} has no usable login.`,
        failed.kind === 'none'
          ? 'There is no cached login for its login_session.'
          : `The cached login lacks ${failed.missing.join(', ')}, without which no tool uses it.`,
        `Run \`${loginCommand(name)}\`.`,
      )
    case 'unreachable': {
      const { error, region } = failed
      if (error instanceof CredentialError) throw error
      const subject = { profile: name, purpose: 'a renewal of its login', url: urlOf(region), region }
      throw new CredentialError(classifyCallError(error, subject))
    }
    case 'refused':
      return refuseRenewal(name, failed, context)
  }
}

/**
 * Credentials of a `login_session` profile, from the cache of `aws login`. Throws CredentialError LoginUnsupported, or why its
 * keys have ended and could not be renewed.
 */
export async function fromLogin(
  profile: MergedProfile,
  session: string,
  region: string,
  context: CredentialContext,
): Promise<Credentials> {
  const urlOf = (where: string) => endpointFor('signin', profile, where, context).url
  const answer = await loadLoginKeys(loginCachePath(session, context), {
    locksDir: context.locksDir,
    urlOf,
    region,
    timeoutMs: context.requestTimeoutMs ?? 10_000,
    route: routeOf(profile, context),
    ...(context.signal && { signal: context.signal }),
  })
  return answer.ok ? answer.keys : refuseLogin(profile, answer, urlOf, context)
}
