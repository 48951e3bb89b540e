import type { MergedProfile } from '../../shared/domain/aws/types.ts'
import { type Result, fail, ok } from '../../shared/result.ts'
import { type CallSubject, classifyCallError } from './classify.ts'
import { fromEnvironment } from './environment-source.ts'
import { CredentialError, type CredentialFailure, refuse, throwIfCancelled } from './failure.ts'
import { fromLogin } from './login-source.ts'
import { fromContainer, fromInstanceMetadata } from './metadata-source.ts'
import { assumeWithMfa, openSession } from './mfa.ts'
import { fromProcess } from './process-source.ts'
import { chooseRegion, endpointFor, routeOf, setting } from './settings.ts'
import { remember } from './run-memory.ts'
import { fromSso } from './sso-source.ts'
import { fromStaticKeys, refuseIncomplete } from './static-source.ts'
import { type CallOptions, assumeRole } from './sts-calls.ts'
import type { CredentialContext, Credentials, ResolvedCredentials } from './types.ts'
import { fromWebIdentity } from './web-identity-source.ts'

/** What stays the same along one chain. */
interface Chain {
  readonly context: CredentialContext
  readonly call: CallOptions
  /** The profiles and roles that are done, from the source on. */
  readonly via: string[]
}

const ssoKeys = ['sso_start_url', 'sso_account_id', 'sso_session', 'sso_region', 'sso_role_name']

const hasKeys = (profile: MergedProfile) =>
  setting(profile, 'aws_access_key_id') !== undefined &&
  setting(profile, 'aws_secret_access_key') !== undefined

/** As in the SDK: a role needs exactly one of source_profile and credential_source. */
const isRole = (profile: MergedProfile) =>
  setting(profile, 'role_arn') !== undefined &&
  (setting(profile, 'source_profile') === undefined) !== (setting(profile, 'credential_source') === undefined)

async function fromCredentialSource(profile: MergedProfile, chain: Chain): Promise<Credentials> {
  const source = setting(profile, 'credential_source')!
  const { context } = chain
  chain.via.push(source)
  if (source === 'Environment') return fromEnvironment(profile.name, context.env)
  if (source === 'EcsContainer') return fromContainer(profile.name, context)
  if (source === 'Ec2InstanceMetadata') return fromInstanceMetadata(profile.name, context)
  return refuse(
    'NoCredentials',
    `${profile.name} names a credential_source that does not exist.`,
    `${source} is none of Environment, EcsContainer and Ec2InstanceMetadata.`,
    'Correct credential_source.',
  )
}

/** `visited` holds the source profiles so far, without the first profile, so that a profile may name itself for its keys. */
function sourceOf(profile: MergedProfile, visited: readonly string[], chain: Chain): MergedProfile {
  const name = setting(profile, 'source_profile')!
  const source = chain.context.profiles.get(name)
  if (!source) {
    return refuse(
      'SourceProfileMissing',
      `${profile.name} takes its source from ${name}, which does not exist.`,
      'source_profile names a profile that is in neither file.',
      `Add ${name}, or correct source_profile.`,
    )
  }
  if (visited.includes(name)) {
    return refuse(
      'SourceProfileCycle',
      `The source profiles of ${profile.name} go in a circle.`,
      [...visited.slice(visited.indexOf(name)), name].join(' → '),
      'Let one of them hold keys or another source.',
    )
  }
  return source
}

/** Tools disagree about what is no number: some leave it out, some send what it begins with. */
function durationOf(profile: MergedProfile): number {
  const given = setting(profile, 'duration_seconds') ?? '3600'
  if (/^\d+$/.test(given)) return Number(given)
  return refuse(
    'NoCredentials',
    `duration_seconds of ${profile.name} is no number.`,
    `It is ${JSON.stringify(given)}; seconds are wanted, such as 3600.`,
    'Write the number of seconds, from 900 to 43200.',
  )
}

/** Known before AWS is asked: the session of a role gives another one for an hour at most, and every tool fails with more. */
function refuseLongChain(profile: MergedProfile, source: MergedProfile, seconds: number): void {
  const isRoleSession = ['role_arn', 'sso_role_name'].some((key) => setting(source, key) !== undefined)
  if (!isRoleSession || hasKeys(source)) return
  refuse(
    'ChainTooLong',
    `${profile.name} asks for ${seconds} seconds, and AWS grants 3600 from one role to the next.`,
    `Its source ${source.name} is the session of a role itself.`,
    `Set duration_seconds of ${profile.name} to 3600, or let keys of a user assume the role.`,
  )
}

async function fromRole(
  profile: MergedProfile,
  visited: readonly string[],
  chain: Chain,
): Promise<Credentials> {
  const { context, call } = chain
  const seconds = durationOf(profile)
  let source: Credentials
  let keysOf = profile.name
  if (setting(profile, 'source_profile') === undefined) {
    source = await fromCredentialSource(profile, chain)
  } else {
    const next = sourceOf(profile, visited, chain)
    source = await fromProfile(next, [...visited, next.name], chain)
    keysOf = next.name
  }
  const roleArn = setting(profile, 'role_arn')
  // A source profile may hold only a credential_source: its credentials are used as they are.
  if (roleArn === undefined) {
    chain.via.push(profile.name)
    return source
  }
  if (seconds > 3_600 && source.sessionToken !== undefined && keysOf !== profile.name) {
    refuseLongChain(profile, context.profiles.get(keysOf)!, seconds)
  }
  throwIfCancelled(context.signal)
  const serial = setting(profile, 'mfa_serial')
  const subject: CallSubject = {
    profile: profile.name,
    purpose: `the role ${roleArn}`,
    url: call.endpoint.origin,
    region: call.endpoint.signingRegion,
    accessKeyId: source.accessKeyId,
    keysOf,
  }
  try {
    const externalId = setting(profile, 'external_id')
    const role = {
      RoleArn: roleArn,
      RoleSessionName: setting(profile, 'role_session_name') ?? `stackpass-${Date.now()}`,
      DurationSeconds: seconds,
      ...(externalId !== undefined && { ExternalId: externalId }),
    }
    const process = setting(profile, 'mfa_process')
    const assumed =
      serial === undefined
        ? await assumeRole(source, role, call)
        : await assumeWithMfa({ profile: profile.name, serial, source, role, process, call }, context)
    chain.via.push(profile.name, roleArn)
    return assumed
  } catch (error) {
    throw new CredentialError(classifyCallError(error, subject))
  }
}

async function fromTokenFile(profile: MergedProfile, chain: Chain): Promise<Credentials> {
  const roleArn = setting(profile, 'role_arn')!
  try {
    const credentials = await fromWebIdentity(profile, chain.call)
    chain.via.push(profile.name, roleArn)
    return credentials
  } catch (error) {
    const { origin, signingRegion } = chain.call.endpoint
    const subject = {
      profile: profile.name,
      purpose: `the role ${roleArn}`,
      url: origin,
      region: signingRegion,
    }
    throw new CredentialError(classifyCallError(error, subject))
  }
}

/** Sources that stand in one profile and need no other. */
async function fromOwnSource(profile: MergedProfile, chain: Chain): Promise<Credentials> {
  const { context, call } = chain
  const command = setting(profile, 'credential_process')
  if (hasKeys(profile)) return fromStaticKeys(profile)
  if (command !== undefined) return fromProcess(profile.name, command, context)
  if (ssoKeys.some((key) => setting(profile, key) !== undefined)) return fromSso(profile, context)
  if (setting(profile, 'login_session') !== undefined) {
    return fromLogin(profile, call.endpoint.signingRegion, context)
  }
  return refuseIncomplete(profile)
}

/** The order of the JS SDK: keys of a source profile, role, keys, web identity, process, SSO, login. */
async function fromProfile(
  profile: MergedProfile,
  visited: readonly string[],
  chain: Chain,
): Promise<Credentials> {
  throwIfCancelled(chain.context.signal)
  const isSource = visited.length > 0
  const has = (key: string) => setting(profile, key) !== undefined
  const isBareSource = isSource && has('credential_source') && !has('role_arn')
  const usesOwnKeys = isSource && hasKeys(profile)
  if (!usesOwnKeys && (isRole(profile) || isBareSource)) return fromRole(profile, visited, chain)
  if (!hasKeys(profile) && has('web_identity_token_file') && has('role_arn')) {
    return fromTokenFile(profile, chain)
  }
  const ask = () => fromOwnSource(profile, chain)
  const credentials = await remember(chain.context.memory, `profile ${profile.name}`, ask)
  chain.via.push(profile.name)
  // As the SDKs do where the source itself names no account.
  const accountId = credentials.accountId ?? setting(profile, 'aws_account_id')
  return accountId === undefined ? credentials : { ...credentials, accountId }
}

export type CredentialOutcome =
  | { readonly ok: true; readonly credentials: ResolvedCredentials; readonly call: CallOptions }
  | {
      readonly ok: false
      readonly failure: CredentialFailure
      readonly via: readonly string[]
      readonly region?: string
      readonly endpoint?: string
      readonly note?: string
    }

/** As resolveCredentials, with the failure in full and what was known when it happened. Never rejects for a bad profile. */
export async function resolveOutcome(name: string, context: CredentialContext): Promise<CredentialOutcome> {
  const via: string[] = []
  let known: { region?: string; endpoint?: string; note?: string } = {}
  try {
    throwIfCancelled(context.signal)
    const profile = context.profiles.get(name)
    if (!profile) {
      return refuse(
        'NoCredentials',
        `There is no profile ${name}.`,
        'It is in neither file.',
        'Check the name.',
      )
    }
    const services = setting(profile, 'services')
    if (services !== undefined && !context.services.has(services)) {
      return refuse(
        'EndpointInvalid',
        `${name} names [services ${services}], which does not exist.`,
        'The AWS CLI refuses the profile; other tools go on without its endpoints.',
        `Add [services ${services}] to the config file, or remove services from the profile.`,
      )
    }
    const { region, note } = chooseRegion(profile, context)
    known = { region, ...(note !== undefined && { note }) }
    const endpoint = endpointFor('sts', profile, region, context)
    known = { ...known, endpoint: endpoint.origin }
    const call: CallOptions = {
      endpoint,
      timeoutMs: context.requestTimeoutMs ?? 10_000,
      route: routeOf(profile, context),
      ...(context.signal && { signal: context.signal }),
    }
    const credentials = await fromProfile(profile, [], { context, call, via })
    const resolved = { ...credentials, via, region, endpoint: endpoint.origin }
    return { ok: true, credentials: { ...resolved, ...(note !== undefined && { note }) }, call }
  } catch (error) {
    if (error instanceof CredentialError) return { ok: false, failure: error.failure, via, ...known }
    throw error
  }
}

/** As resolveOutcome, for a profile with the keys of a user and an MFA device: the session that a code opens for them. */
async function sessionOutcome(
  profile: MergedProfile,
  context: CredentialContext,
): Promise<CredentialOutcome> {
  const { name } = profile
  const found = await resolveOutcome(name, context)
  const serial = setting(profile, 'mfa_serial')
  if (!found.ok || found.credentials.sessionToken !== undefined || serial === undefined) return found
  const { call, credentials } = found
  try {
    const process = setting(profile, 'mfa_process')
    const session = await openSession({ profile: name, serial, source: credentials, process, call }, context)
    return { ...found, credentials: { ...credentials, ...session } }
  } catch (error) {
    const { origin: url, signingRegion: region } = call.endpoint
    const { accessKeyId } = credentials
    const failure = classifyCallError(error, {
      profile: name,
      purpose: 'a session',
      url,
      region,
      accessKeyId,
    })
    return { ok: false, failure, via: credentials.via }
  }
}

/**
 * The credentials that the SDK would use for a profile, with the chain that led to them. Errors: ProfileNotFound,
 * MfaCancelled, those of a credential_process that may not run, HalfKeyPair, TokenWithoutKeys, else CredentialsUnavailable; `details.failure` names
 * which of the verification failures it is.
 */
export function resolveCredentials(
  name: string,
  context: CredentialContext,
): Promise<Result<ResolvedCredentials>> {
  return resolveBy(name, context, () => resolveOutcome(name, context))
}

/** As resolveCredentials, but temporary ones also of a profile with keys and an MFA device. */
export function resolveSession(
  name: string,
  context: CredentialContext,
): Promise<Result<ResolvedCredentials>> {
  return resolveBy(name, context, () => sessionOutcome(context.profiles.get(name)!, context))
}

async function resolveBy(
  name: string,
  context: CredentialContext,
  resolve: () => Promise<CredentialOutcome>,
): Promise<Result<ResolvedCredentials>> {
  if (!context.profiles.has(name)) {
    return fail('ProfileNotFound', `There is no profile ${name}.`, {
      reason: 'It is in neither file.',
      remedy: 'Check the name.',
    })
  }
  const outcome = await resolve()
  if (outcome.ok) return ok(outcome.credentials)
  const { code, message, reason, remedy, detail, command, asks } = outcome.failure
  const details = {
    failure: code,
    ...(detail !== undefined && { detail }),
    ...(command !== undefined && { command }),
    ...(asks !== undefined && { asks }),
  }
  return fail(resultCode(code), message, { reason, remedy, details })
}

function resultCode(code: CredentialFailure['code']) {
  switch (code) {
    case 'MfaCancelled':
    case 'ProcessNotAllowed':
    case 'ProcessChanged':
    case 'ProcessMissing':
    case 'ProcessUnsafe':
    case 'AllowListUnsafe':
    case 'HalfKeyPair':
    case 'TokenWithoutKeys':
      return code
    default:
      return 'CredentialsUnavailable'
  }
}
