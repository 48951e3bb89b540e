import { randomBytes } from 'node:crypto'
import type { Identity, Role } from './identities.ts'
import { StsError, type XmlTree } from './replies.ts'

/** What the actions read and change. */
export interface StsWorld {
  readonly identities: Map<string, Identity>
  readonly roles: ReadonlyMap<string, Role>
  readonly usedMfaCodes: Set<string>
}

type Form = URLSearchParams

const denied = (message: string) => new StsError(403, 'AccessDenied', message)
const invalid = (message: string) => new StsError(400, 'ValidationError', message)
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const randomId = (prefix: string) =>
  prefix + [...randomBytes(16)].map((byte) => letters.charAt(byte % letters.length)).join('')

/** True when the form carries a right MFA code, false when it carries none; a wrong or used one is refused. */
function checkMfa(world: StsWorld, caller: Identity, form: Form, action: string): boolean {
  const serial = form.get('SerialNumber')
  const code = form.get('TokenCode')
  if (serial === null && code === null) return false
  if (code === null)
    throw denied(
      'MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code. ',
    )
  if (!/^\d{6}$/.test(code)) {
    throw invalid(
      `1 validation error detected: Value '${code}' at 'tokenCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\d]*`,
    )
  }
  const use = `${serial} ${code}`
  if (caller.mfa?.serial !== serial) {
    throw denied(
      `MultiFactorAuthentication failed, unable to validate MFA code for ${action}.  Please verify your MFA serial number is valid and associated with this user.`,
    )
  }
  if (!caller.mfa.codes.includes(code) || world.usedMfaCodes.has(use)) {
    throw denied('MultiFactorAuthentication failed with invalid MFA one time pass code. ')
  }
  world.usedMfaCodes.add(use)
  return true
}

function duration(form: Form, fallback: number, maximum: number): number {
  const seconds = Number(form.get('DurationSeconds') ?? fallback)
  if (!Number.isInteger(seconds) || seconds < 900) {
    throw invalid(
      "1 validation error detected: Value at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
    )
  }
  if (seconds > maximum) {
    throw invalid('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.')
  }
  return seconds
}

/** Makes a session key, adds it to the world and gives the `Credentials` element. */
function issue(world: StsWorld, base: Omit<Identity, 'accessKeyId' | 'secretAccessKey'>, seconds: number) {
  const expiresAt = Math.floor(Date.now() / 1000 + seconds) * 1000
  const identity: Identity = {
    ...base,
    accessKeyId: randomId('ASIA'),
    secretAccessKey: randomBytes(30).toString('base64'),
    sessionToken: randomBytes(90).toString('base64'),
    expiresAt,
  }
  world.identities.set(identity.accessKeyId, identity)
  return {
    AccessKeyId: identity.accessKeyId,
    SecretAccessKey: identity.secretAccessKey,
    SessionToken: identity.sessionToken ?? '',
    Expiration: new Date(expiresAt).toISOString().replace('.000Z', 'Z'),
  }
}

function roleSession(
  world: StsWorld,
  role: Role,
  form: Form,
  made: Pick<Identity, 'mfaPresent' | 'session'>,
) {
  const session = form.get('RoleSessionName') ?? ''
  if (!/^[\w+=,.@-]{2,64}$/.test(session)) {
    throw invalid(
      "1 validation error detected: Value at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*",
    )
  }
  const [, partition = 'aws', , , account = '', path = ''] = role.arn.split(':')
  const name = path.split('/').at(-1) ?? ''
  const arn = `arn:${partition}:sts::${account}:assumed-role/${name}/${session}`
  const userId = `AROA${name.toUpperCase().replace(/[^A-Z0-9]/g, '')}EXAMPLE:${session}`
  const seconds = duration(form, 3600, role.maxSeconds ?? 3600)
  const credentials = issue(world, { account, arn, userId, ...made }, seconds)
  return { Credentials: credentials, AssumedRoleUser: { AssumedRoleId: userId, Arn: arn } }
}

export function assumeRole(world: StsWorld, caller: Identity, form: Form): XmlTree {
  const arn = form.get('RoleArn') ?? ''
  const mfaPresent = checkMfa(world, caller, form, 'AssumeRole') || caller.mfaPresent === true
  const role = world.roles.get(arn)
  const trusted =
    role !== undefined &&
    (role.trusts === undefined || role.trusts.some((one) => caller.arn.startsWith(one))) &&
    (role.externalId === undefined || role.externalId === form.get('ExternalId')) &&
    (!role.mfaRequired || mfaPresent)
  if (!role || !trusted) {
    throw denied(`User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${arn}`)
  }
  if (caller.arn.includes(':assumed-role/') && Number(form.get('DurationSeconds') ?? 0) > 3600) {
    throw invalid(
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining',
    )
  }
  const session = caller.sessionToken === undefined ? 'direct-role' : 'role'
  return roleSession(world, role, form, { mfaPresent, session })
}

export function assumeRoleWithWebIdentity(world: StsWorld, form: Form): XmlTree {
  const role = world.roles.get(form.get('RoleArn') ?? '')
  const token = form.get('WebIdentityToken') ?? ''
  if (token === 'expired-token') {
    throw new StsError(
      400,
      'ExpiredTokenException',
      'Token expired: current date/time must be before the expiration date/time',
    )
  }
  if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) {
    throw new StsError(
      400,
      'InvalidIdentityToken',
      'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)',
    )
  }
  if (!role?.webIdentityTokens?.includes(token)) {
    throw denied('Not authorized to perform sts:AssumeRoleWithWebIdentity')
  }
  return {
    ...roleSession(world, role, form, { mfaPresent: false, session: 'role' }),
    SubjectFromWebIdentityToken: 'subject',
    Audience: 'sts.amazonaws.com',
    Provider: 'https://issuer.example.com',
  }
}

export function getSessionToken(world: StsWorld, caller: Identity, form: Form): XmlTree {
  if (caller.sessionToken !== undefined) throw denied('Cannot call GetSessionToken with session credentials')
  const mfaPresent = checkMfa(world, caller, form, 'GetSessionToken')
  if (caller.deniesSession === true) {
    throw denied(
      `User: ${caller.arn} is not authorized to perform: sts:GetSessionToken with an explicit deny`,
    )
  }
  const { account, arn, userId, failure, clockOffsetMs } = caller
  const base = {
    account,
    arn,
    userId,
    mfaPresent,
    session: 'session-token' as const,
    ...(failure && { failure }),
    ...(clockOffsetMs !== undefined && { clockOffsetMs }),
  }
  return { Credentials: issue(world, base, duration(form, 43_200, 129_600)) }
}

/** Only with the keys of a user; the policy is not looked into, but without one the session may do nothing. */
export function getFederationToken(world: StsWorld, caller: Identity, form: Form): XmlTree {
  if (caller.sessionToken !== undefined)
    throw denied('Cannot call GetFederationToken with session credentials')
  const name = form.get('Name') ?? ''
  if (!/^[\w+=,.@-]{2,32}$/.test(name)) {
    throw invalid(
      "1 validation error detected: Value at 'name' failed to satisfy constraint: Member must have length less than or equal to 32",
    )
  }
  if (form.get('Policy') === null)
    throw denied('The double wants a policy: without one the session may do nothing')
  const [, partition = 'aws', , , account = ''] = caller.arn.split(':')
  const arn = `arn:${partition}:sts::${account}:federated-user/${name}`
  const userId = `${account}:${name}`
  const seconds = duration(form, 43_200, 129_600)
  const credentials = issue(world, { account, arn, userId, session: 'federated-user' }, seconds)
  return { Credentials: credentials, FederatedUser: { FederatedUserId: userId, Arn: arn } }
}

export function getCallerIdentity(caller: Identity): XmlTree {
  return { Arn: caller.arn, UserId: caller.userId, Account: caller.account }
}
