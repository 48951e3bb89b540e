import type { MergedProfile } from '../../shared/domain/aws/types.ts'
import { classifyCallError } from './classify.ts'
import { CredentialError, refuse } from './failure.ts'
import { type HttpAnswer, exchange, jsonObject, textOf } from '../network/http.ts'
import { endpointFor, routeOf, setting } from './settings.ts'
import { loadSsoToken, ssoTokenPath } from './sso-token.ts'
import type { CredentialContext, Credentials } from './types.ts'

interface SsoSettings {
  readonly accountId: string
  readonly roleName: string
  readonly region: string
  readonly startUrl: string
  readonly session?: string
}

function readSettings(profile: MergedProfile, context: CredentialContext): SsoSettings {
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
  return {
    accountId: wanted.get('sso_account_id')!,
    roleName: wanted.get('sso_role_name')!,
    region: wanted.get('sso_region')!,
    startUrl: wanted.get('sso_start_url')!,
    ...(session !== undefined && { session }),
  }
}

const signIn = (profile: string) => `Run aws sso login --profile ${profile}.`

function parseRole(answer: HttpAnswer, profile: string, sso: SsoSettings): Credentials {
  const body = jsonObject(answer.body)
  const type = (answer.headers.get('x-amzn-errortype') ?? textOf(body, '__type') ?? '')
    .split(':')[0]!
    .split('#')
    .at(-1)!
  if (answer.status === 401 || type === 'UnauthorizedException') {
    return refuse(
      'SsoSessionOver',
      `The IAM Identity Center session of ${profile} is over.`,
      'The access portal no longer accepts the token.',
      signIn(profile),
    )
  }
  if (type === 'ResourceNotFoundException' || type === 'ForbiddenException') {
    return refuse(
      'AccessDenied',
      `${profile} may not use the role ${sso.roleName} in account ${sso.accountId}.`,
      'The access portal does not offer it to this user.',
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
      return { accessKeyId, secretAccessKey, sessionToken, expiresAt, accountId: sso.accountId }
    }
  }
  const error = new Error(textOf(body, 'message') ?? `Status ${answer.status}`)
  error.name = isAws && answer.status !== 200 ? type : 'NotAws'
  throw Object.assign(error, {
    $metadata: { httpStatusCode: answer.status },
    $response: { statusCode: answer.status, headers: Object.fromEntries(answer.headers) },
  })
}

/**
 * Credentials of an IAM Identity Center profile: the token from the cache, then GetRoleCredentials of the access portal
 * (an unsigned call; the SDK's own client for it would parse the user's files first). Throws CredentialError.
 */
export async function fromSso(profile: MergedProfile, context: CredentialContext): Promise<Credentials> {
  const sso = readSettings(profile, context)
  const http = {
    timeoutMs: context.requestTimeoutMs ?? 10_000,
    route: routeOf(profile, context),
    ...(context.signal && { signal: context.signal }),
  }
  const portal = endpointFor('sso', profile, sso.region, context)
  const oidc = sso.session === undefined ? undefined : endpointFor('sso-oidc', profile, sso.region, context)
  const path = ssoTokenPath(context.home, sso.session ?? sso.startUrl)
  const found = await loadSsoToken(path, oidc, http)
  if ('missing' in found) {
    const isOver = found.missing === 'over'
    return refuse(
      isOver ? 'SsoSessionOver' : 'SsoTokenMissing',
      isOver
        ? `The IAM Identity Center session of ${profile.name} is over.`
        : `${profile.name} is not signed in to IAM Identity Center.`,
      isOver ? 'Its token has expired.' : 'There is no usable token in ~/.aws/sso/cache.',
      signIn(profile.name),
    )
  }
  const query = new URLSearchParams({ role_name: sso.roleName, account_id: sso.accountId })
  const url = `${portal.url.replace(/\/$/, '')}/federation/credentials?${query}`
  try {
    const headers = { 'x-amz-sso_bearer_token': found.token.accessToken }
    return parseRole(await exchange(url, { ...http, headers }), profile.name, sso)
  } catch (error) {
    const subject = {
      profile: profile.name,
      purpose: `the role ${sso.roleName}`,
      url: portal.origin,
      region: sso.region,
    }
    throw new CredentialError(classifyCallError(error, subject))
  }
}
