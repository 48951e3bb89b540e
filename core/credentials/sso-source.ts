import type { SsoQuestion } from '../../shared/domain/aws/readers/types.ts'
import { loginCommand } from '../../shared/domain/sessions/login-command.ts'
import type { MergedProfile } from '../../shared/domain/aws/types.ts'
import { classifyCallError } from './classify.ts'
import { CredentialError, type CredentialFailure, refuse } from './failure.ts'
import { type HttpAnswer, type HttpOptions, exchange } from '../network/http.ts'
import { jsonObject, textOf } from '../../shared/domain/text/json-object.ts'
import { endpointFor, routeOf, setting } from './settings.ts'
import { loadSsoToken } from '../sessions/renew-token.ts'
import { type SsoToken, sessionCachePath } from '../sessions/token-cache.ts'
import type { CredentialContext, Credentials } from './types.ts'

/** Says what is wrong with the single sign-on settings, where a tool has found a fault in them. */
export function refuseSso(profile: MergedProfile, context: CredentialContext): void {
  const session = setting(profile, 'sso_session')
  const section = session === undefined ? undefined : context.ssoSessions.get(session)
  if (session !== undefined && !section) {
    refuse(
      'NoCredentials',
      `${profile.name} names the sso-session ${session}, which does not exist.`,
      'There is no such section in the config file.',
      `Add [sso-session ${session}] or correct sso_session.`,
    )
  }
  for (const key of ['sso_region', 'sso_start_url']) {
    const own = setting(profile, key)
    const other = section?.get(key)
    if (own === undefined || !other || own === other) continue
    refuse(
      'NoCredentials',
      `${profile.name} and its sso-session ${session} disagree about ${key}.`,
      `The profile says ${own}, [sso-session ${session}] says ${other}; the AWS CLI, Pulumi and Terraform refuse that.`,
      `Remove ${key} from the profile.`,
    )
  }
  const fromSession = (key: string) => (section ? section.get(key) || undefined : setting(profile, key))
  const wanted = new Map([
    ['sso_account_id', setting(profile, 'sso_account_id')],
    ['sso_role_name', setting(profile, 'sso_role_name')],
    ['sso_region', fromSession('sso_region')],
    ['sso_start_url', fromSession('sso_start_url')],
  ])
  const missing = [...wanted].filter(([, value]) => value === undefined).map(([key]) => key)
  if (missing.length > 0) {
    refuse(
      'NoCredentials',
      `The IAM Identity Center settings of ${profile.name} are not complete.`,
      `Missing: ${missing.join(', ')}.`,
      'Add what is missing.',
    )
  }
}

function httpOf(profile: MergedProfile, context: CredentialContext): HttpOptions {
  return {
    timeoutMs: context.requestTimeoutMs ?? 10_000,
    route: routeOf(profile, context),
    ...(context.signal && { signal: context.signal }),
  }
}

function ownerOf(profile: string, { profiles }: CredentialContext): MergedProfile {
  const settings = profiles.get(profile)
  if (settings === undefined) throw new Error(`A reader took ${profile} from files that do not have it`)
  return settings
}

const signIn = (profile: string) => `Run \`${loginCommand(profile)}\`.`

function parseRole(answer: HttpAnswer, { profile, account, role: name }: SsoQuestion): Credentials {
  const body = jsonObject(answer.body)
  const type = (answer.headers.get('x-amzn-errortype') ?? textOf(body, '__type') ?? '')
    .split(':')[0]!
    .split('#')
    .at(-1)!
  if (answer.status === 401 || type === 'UnauthorizedException') {
    return refuse(
      'SsoSessionOver',
      `The IAM Identity Center session of ${profile} has ended.`,
      'The access portal no longer accepts the token.',
      signIn(profile),
    )
  }
  if (type === 'ResourceNotFoundException' || type === 'ForbiddenException') {
    return refuse(
      'AccessDenied',
      `${profile} may not use the role ${name} in account ${account}.`,
      'The access portal does not offer that role to this user.',
      'Check sso_account_id and sso_role_name, or ask for the permission set.',
    )
  }
  const isAws = body !== undefined
  const role = answer.status === 200 ? body?.get('roleCredentials') : undefined
  if (typeof role === 'object' && role !== null) {
    const fields = new Map<string, unknown>(Object.entries(role))
    const accessKeyId = textOf(fields, 'accessKeyId')
    const secretAccessKey = textOf(fields, 'secretAccessKey')
    const sessionToken = textOf(fields, 'sessionToken')
    const expiresAt = fields.get('expiration')
    if (accessKeyId && secretAccessKey && sessionToken && typeof expiresAt === 'number') {
      return { accessKeyId, secretAccessKey, sessionToken, expiresAt, accountId: account }
    }
  }
  const error = new Error(textOf(body, 'message') ?? `Status ${answer.status}`)
  error.name = isAws && answer.status !== 200 ? type : 'NotAws'
  throw Object.assign(error, {
    $metadata: { httpStatusCode: answer.status },
    $response: { statusCode: answer.status, headers: Object.fromEntries(answer.headers) },
  })
}

/** Says that nobody is signed in, or no longer. */
export function ssoSignInFailure(profile: string, isOver: boolean): CredentialFailure {
  return isOver
    ? {
        code: 'SsoSessionOver',
        message: `The IAM Identity Center session of ${profile} has ended.`,
        reason: 'Its token has expired.',
        remedy: signIn(profile),
      }
    : {
        code: 'SsoTokenMissing',
        message: `${profile} is not signed in to IAM Identity Center.`,
        reason: 'There is no usable token in ~/.aws/sso/cache.',
        remedy: signIn(profile),
      }
}

/**
 * The token from the cache, renewed when it is about to end and can be. Throws CredentialError when there is no token any longer.
 */
export async function ssoToken(
  question: Pick<SsoQuestion, 'profile' | 'key' | 'region' | 'source'>,
  context: CredentialContext,
): Promise<SsoToken> {
  const { profile, key, region, source } = question
  const settings = ownerOf(profile, context)
  const startUrl = context.ssoSessions.get(key)?.get('sso_start_url')
  const oidc =
    source === 'sso-legacy' ? undefined : endpointFor('sso-oidc', settings, region, context, startUrl)
  const place = {
    oidc,
    http: httpOf(settings, context),
    locksDir: context.locksDir,
    onUnkept: context.onUnkept,
  }
  const found = await loadSsoToken(sessionCachePath(context.home, key), place).catch((error: unknown) => {
    const subject = { profile, purpose: 'a new token', url: oidc?.origin ?? '', region }
    throw new CredentialError(classifyCallError(error, subject))
  })
  if ('token' in found) return found.token
  throw new CredentialError(ssoSignInFailure(profile, found.missing === 'over'))
}

/**
 * Credentials of a role in IAM Identity Center: the token from the cache, then GetRoleCredentials of the access portal
 * (an unsigned call; the SDK's own client for it would parse the user's files first). Throws CredentialError.
 */
export async function fromSso(question: SsoQuestion, context: CredentialContext): Promise<Credentials> {
  const { profile, region, account, role } = question
  const settings = ownerOf(profile, context)
  const portal = endpointFor('sso', settings, region, context)
  const { accessToken } = await ssoToken(question, context)
  const query = new URLSearchParams({ role_name: role, account_id: account })
  const url = `${portal.url.replace(/\/$/, '')}/federation/credentials?${query}`
  try {
    const headers = { 'x-amz-sso_bearer_token': accessToken }
    return parseRole(await exchange(url, { ...httpOf(settings, context), headers }), question)
  } catch (error) {
    const subject = { profile, purpose: `the role ${role}`, url: portal.origin, region }
    throw new CredentialError(classifyCallError(error, subject))
  }
}
