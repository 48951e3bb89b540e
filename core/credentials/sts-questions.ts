import type { StsQuestion } from '../../shared/domain/aws/readers/types.ts'
import { type CallSubject, classifyCallError } from './classify.ts'
import { CredentialError, throwIfCancelled } from './failure.ts'
import { assumeWithMfa } from './mfa.ts'
import { setting } from './settings.ts'
import { refuseWithoutToken } from './static-source.ts'
import { type CallOptions, assumeRole, assumeRoleWithWebIdentity, getCallerIdentity } from './sts-calls.ts'
import { narrowed, narrowedBy } from './narrowing.ts'
import type { CallerIdentity, CredentialContext, Credentials, Narrowing } from './types.ts'

type RoleQuestion = Extract<StsQuestion, { call: 'AssumeRole' }>
type TokenQuestion = Extract<StsQuestion, { call: 'AssumeRoleWithWebIdentity' }>

const sessionName = (given: string | undefined): string => given ?? `stackpass-${Date.now()}`

function subjectOf(profile: string, purpose: string, { endpoint }: CallOptions): CallSubject {
  return { profile, purpose, url: endpoint.origin, region: endpoint.signingRegion }
}

/** Calls AWS; names what it or Node throws after the subject. */
async function named<T>(subject: CallSubject, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    throw new CredentialError(classifyCallError(error, subject))
  }
}

/** A role, with the code of a device where the tool asks for one. Throws CredentialError. */
export async function askForRole(
  question: RoleQuestion & { readonly keys: NonNullable<RoleQuestion['keys']> },
  context: CredentialContext,
  call: CallOptions,
): Promise<Credentials> {
  throwIfCancelled(context.signal)
  const { profile, role, keys, seconds, serial, externalId } = question
  const settings = context.profiles.get(profile)
  const own = (key: string): string | undefined => settings && setting(settings, key)
  const keysOf = own('source_profile') ?? profile
  refuseWithoutToken(keysOf, keys)
  const source: Credentials = {
    accessKeyId: keys.id,
    secretAccessKey: keys.secret,
    ...(keys.token && { sessionToken: keys.token }),
  }
  const subject = { ...subjectOf(profile, `the role ${role}`, call), accessKeyId: keys.id, keysOf }
  const asked = {
    RoleArn: role,
    RoleSessionName: sessionName(question.sessionName),
    ...(seconds !== undefined && { DurationSeconds: seconds }),
    ...(externalId !== undefined && { ExternalId: externalId }),
  }
  const wanted = narrowed(asked, narrowedBy(context.narrow, profile))
  return named(subject, () =>
    serial === undefined
      ? assumeRole(source, wanted, call)
      : assumeWithMfa({ profile, serial, source, role: wanted, process: own('mfa_process'), call }, context),
  )
}

/** A session for a web identity token. Throws CredentialError. */
export function askWithToken(
  question: TokenQuestion,
  name: string,
  call: CallOptions,
  narrow?: Narrowing,
): Promise<Credentials> {
  const { role, token, profile = name } = question
  return named(subjectOf(profile, `the role ${role}`, call), () =>
    assumeRoleWithWebIdentity(
      narrowed(
        { RoleArn: role, RoleSessionName: sessionName(question.sessionName), WebIdentityToken: token.trim() },
        narrowedBy(narrow, profile),
      ),
      call,
    ),
  )
}

/** Whose credentials these are. Throws CredentialError. */
export function askIdentity(
  name: string,
  credentials: Credentials,
  call: CallOptions,
): Promise<CallerIdentity> {
  const { accessKeyId } = credentials
  return named({ ...subjectOf(name, 'its own identity', call), accessKeyId }, () =>
    getCallerIdentity(credentials, call),
  )
}
