import type {
  CallerKeys,
  HandedOut,
  Outcomes,
  ProcessOutput,
  ReaderError,
  ServiceAnswer,
  StsQuestion,
} from '../../shared/domain/aws/readers/types.ts'
import { valuesRefusal } from '../../shared/domain/aws/readers/services.ts'
import { CredentialError, type CredentialFailure } from './failure.ts'
import { renewWithinMs } from '../sessions/login/renew-login.ts'
import { fromLogin } from './login-source.ts'
import { fromContainer, fromInstanceMetadata } from './metadata-source.ts'
import { outputFailure } from './process-output.ts'
import { type ProcessAnswer, runCredentialProcess } from './process-source.ts'
import { remember } from './run-memory.ts'
import { fromSso, ssoToken } from './sso-source.ts'
import type { CallOptions } from './sts-calls.ts'
import { askForRole, askIdentity, askWithToken } from './sts-questions.ts'
import type { CallerIdentity, CredentialContext, Credentials } from './types.ts'

/** What a reader asks programs and services while it reads one profile. */
export interface Questions {
  readonly outcomes: Outcomes
  /** Forgets the questions of the reader's last run: some of them were about what was not known then. */
  startAgain(): void
  /** Answers the first question that has no answer yet. False: there is none. Throws CredentialError. */
  answerNext(): Promise<boolean>
  /** Whose these keys are, where that was asked. */
  identityOf(accessKeyId: string): CallerIdentity | undefined
  /** Why a program gave nothing that the reader could use, or a service of the machine, where the profile names one. */
  failureFor(error: ReaderError, namesService: boolean): CredentialFailure | undefined
}

/** What readers do about a program that fails, or whose output they cannot use. */
const processErrors = new Set<ReaderError>([
  'already-expired',
  'crash',
  'expiration-unreadable',
  'keys-empty',
  'keys-incomplete',
  'process-failed',
  'process-keys-missing',
  'process-not-json',
  'process-version',
])

function handedOut({ accessKeyId, secretAccessKey, sessionToken, expiresAt }: Credentials): HandedOut {
  return { keys: { id: accessKeyId, secret: secretAccessKey, token: sessionToken, expiresAt } }
}

export function credentialsOf({ id, secret, token, expiresAt }: CallerKeys): Credentials {
  return {
    accessKeyId: id,
    secretAccessKey: secret,
    ...(token && { sessionToken: token }),
    ...(expiresAt !== undefined && { expiresAt }),
  }
}

/** The questions of one profile, asked in the order in which its reader reaches them. */
export function createQuestions(name: string, context: CredentialContext, call: CallOptions): Questions {
  const known = new Map<string, unknown>()
  const identities = new Map<string, CallerIdentity>()
  let ofProcess: CredentialFailure | undefined
  let ofService: CredentialFailure | undefined
  let next: { readonly key: string; readonly ask: () => Promise<unknown> } | undefined

  /** The answer; otherwise keeps the question if it is the first: later ones may never be asked. */
  function answerTo<T>(question: object, ask: () => Promise<T>): T | undefined {
    const key = JSON.stringify(question)
    const answer = known.get(key)
    // Each key has one caller, whose answers are of one type.
    if (answer !== undefined) return answer as T
    next ??= { key, ask: () => remember(context.memory, key, ask) }
    return undefined
  }

  /** When a machine service does not answer, the reader has the last word. */
  async function ofMachine(credentials: Promise<Credentials>, no: ReaderError): Promise<ServiceAnswer> {
    try {
      return handedOut(await credentials)
    } catch (error) {
      if (!(error instanceof CredentialError) || error.failure.code === 'Cancelled') throw error
      ofService = error.failure
      return no
    }
  }

  async function sts(question: StsQuestion): Promise<ServiceAnswer> {
    if (question.call === 'AssumeRoleWithWebIdentity') {
      return handedOut(await askWithToken(question, name, call, context.narrow))
    }
    const { keys } = question
    if (keys === undefined) throw new Error(`${question.call} is asked without keys`)
    if (question.call === 'AssumeRole')
      return handedOut(await askForRole({ ...question, keys }, context, call))
    identities.set(keys.id, await askIdentity(name, credentialsOf(keys), call))
    return 'accepted'
  }

  async function renewedLogin(profile: string, session: string): Promise<ServiceAnswer> {
    const settings = context.profiles.get(profile)
    if (settings === undefined) return 'login-expired'
    return handedOut(await fromLogin(settings, session, call.endpoint.signingRegion, context))
  }

  function process(question: Parameters<NonNullable<Outcomes['process']>>[0]): ProcessOutput | undefined {
    const answer = answerTo<ProcessAnswer>({ process: question }, () =>
      runCredentialProcess(question, context),
    )
    if (answer === undefined) return undefined
    ofProcess = answer.failure ?? outputFailure(question.profile, answer.output.stdout)
    return answer.output
  }

  return {
    outcomes: {
      renewsWithin: renewWithinMs,
      sts: (question) => valuesRefusal(question) ?? answerTo({ sts: question }, () => sts(question)),
      sso: (question) => answerTo({ sso: question }, async () => handedOut(await fromSso(question, context))),
      renew: ({ kind, profile, session, region = '' }) =>
        answerTo({ renew: [kind, profile, session, region] }, async () => {
          if (kind === 'login') return renewedLogin(profile, session)
          await ssoToken({ profile, key: session, region, source: 'sso' }, context)
          return 'accepted'
        }),
      process,
      container: (url, authorization) =>
        answerTo({ container: [url, authorization] }, () =>
          ofMachine(fromContainer(name, url, authorization, context), 'container-refused'),
        ),
      imds: (endpoint) =>
        answerTo({ imds: endpoint ?? '' }, () =>
          ofMachine(fromInstanceMetadata(name, endpoint, context), 'no-credentials'),
        ),
    },
    startAgain() {
      next = undefined
    },
    async answerNext() {
      if (next === undefined) return false
      const { key, ask } = next
      next = undefined
      known.set(key, await ask())
      return true
    },
    identityOf: (accessKeyId) => identities.get(accessKeyId),
    failureFor(error, namesService) {
      if (ofProcess !== undefined && (processErrors.has(error) || error === 'no-credentials'))
        return ofProcess
      return namesService || error === 'container-refused' ? ofService : undefined
    },
  }
}
