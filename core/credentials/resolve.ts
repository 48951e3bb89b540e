import { didYouMean } from '../../shared/domain/text/did-you-mean.ts'
import { isFailure } from '../../shared/domain/aws/readers/answer.ts'
import type { ReaderAnswer } from '../../shared/domain/aws/readers/resolve-readers.ts'
import { whyOf } from '../../shared/domain/aws/readers/why.ts'
import type { ReaderName } from '../../shared/domain/aws/readers/types.ts'
import type { MergedProfile } from '../../shared/domain/aws/types.ts'
import { type Result, fail, ok } from '../../shared/result.ts'
import { askReader, checkedNote, durationNote, viaOf } from './ask-reader.ts'
import { CredentialError, type CredentialFailure, refuse, throwIfCancelled } from './failure.ts'
import { fromLogin } from './login-source.ts'
import { classifyCallError } from './classify.ts'
import { openSession } from './mfa.ts'
import { createQuestions, credentialsOf, type Questions } from './questions.ts'
import { refusalFor, sourceChain } from './refusals.ts'
import { chooseRegion, endpointFor, routeOf, setting } from './settings.ts'
import { refuseWithoutToken, sessionEnd } from './static-source.ts'
import type { CallOptions } from './sts-calls.ts'
import type { CredentialContext, ResolvedCredentials } from './types.ts'

/** The AWS CLI makes no client at all when the named services section is missing; others carry on without its endpoints. */
function refuseMissingServices(profile: MergedProfile, { services, as = 'awsCli' }: CredentialContext): void {
  const named = setting(profile, 'services')
  if (as !== 'awsCli' || named === undefined || services.has(named)) return
  refuse(
    'EndpointInvalid',
    `${profile.name} names [services ${named}], which does not exist.`,
    'The AWS CLI refuses the profile; other tools continue without its endpoints.',
    `Add [services ${named}] to the config file, or remove services from the profile.`,
  )
}

/** Looks again at a login that no tool can use, to say what it lacks. */
async function refuseLogin(
  chain: readonly MergedProfile[],
  call: CallOptions,
  context: CredentialContext,
): Promise<void> {
  for (const profile of chain) {
    const session = setting(profile, 'login_session')
    if (session !== undefined) await fromLogin(profile, session, call.endpoint.signingRegion, context)
  }
}

/** What the answer of a reader leads to. Throws CredentialError. */
async function handedOut(
  reader: ReaderName,
  profile: MergedProfile,
  { answer }: ReaderAnswer,
  context: CredentialContext,
  { questions, call }: { readonly questions: Questions; readonly call: CallOptions },
) {
  if (isFailure(answer)) {
    const chain = sourceChain(profile, context)
    if (answer.error === 'login-not-signed-in') await refuseLogin(chain, call, context)
    const namesService = chain.some((one) => setting(one, 'credential_source') !== undefined)
    const said = questions.failureFor(answer.error, namesService)
    throw new CredentialError(said ?? refusalFor(reader, answer.error, profile, context))
  }
  const { keys, source, chain, account } = answer
  if (keys === undefined) {
    return refuse(
      'NoCredentials',
      `${profile.name} cannot be read completely.`,
      whyOf(answer),
      'Check the files that it names.',
    )
  }
  const owner = context.profiles.get(chain.at(-1) ?? profile.name) ?? profile
  refuseWithoutToken(owner.name, keys)
  const isOwn = source === 'keys-config' || source === 'keys-credentials'
  const expiresAt = keys.expiresAt ?? (isOwn ? sessionEnd(owner) : undefined)
  const identity = questions.identityOf(keys.id)
  return {
    ...credentialsOf({ ...keys, expiresAt }),
    ...(account !== undefined && { accountId: account }),
    ...(identity !== undefined && { identity }),
  }
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
export async function resolveOutcome(
  name: string,
  context: CredentialContext,
  options: { readonly regionIsGiven?: boolean } = {},
): Promise<CredentialOutcome> {
  const reader = context.as ?? 'awsCli'
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
    refuseMissingServices(profile, context)
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
    const questions = createQuestions(name, context, call)
    const given = options.regionIsGiven === true ? region : undefined
    const answer = await askReader(reader, name, given, context, questions)
    const credentials = await handedOut(reader, profile, answer, context, { questions, call })
    const notes = [note, checkedNote(answer), durationNote(reader, answer, context)].filter(
      (one) => one !== undefined,
    )
    const via = isFailure(answer.answer) ? [] : viaOf(answer.answer)
    const resolved = { ...credentials, via, region, endpoint: endpoint.origin }
    const said = notes.length > 0 && { note: notes.join(' ') }
    return { ok: true, credentials: { ...resolved, ...said }, call }
  } catch (error) {
    if (error instanceof CredentialError) return { ok: false, failure: error.failure, via: [], ...known }
    throw error
  }
}

/** As resolveOutcome, for a profile with the keys of a user and an MFA device: the session that a code opens for them. */
async function sessionOutcome(
  profile: MergedProfile,
  context: CredentialContext,
): Promise<CredentialOutcome> {
  const { name } = profile
  const found = await resolveOutcome(name, context, { regionIsGiven: true })
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
 * The credentials that a tool would use for a profile in the given region, with the chain that led to them. Errors:
 * ProfileNotFound, MfaCancelled, those of a credential_process that may not run, HalfKeyPair, TokenWithoutKeys, otherwise
 * CredentialsUnavailable; `details.failure` names the verification failure.
 */
export function resolveCredentials(
  name: string,
  context: CredentialContext,
): Promise<Result<ResolvedCredentials>> {
  return resolveBy(name, context, () => resolveOutcome(name, context, { regionIsGiven: true }))
}

/** As resolveCredentials, but gives temporary credentials also for a profile with keys and an MFA device. */
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
      remedy: `${didYouMean(name, context.profiles.keys())}Check the name.`,
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
    case 'VaultLocked':
    case 'VaultUnavailable':
    case 'VaultKeyMissing':
      return code
    default:
      return 'CredentialsUnavailable'
  }
}
