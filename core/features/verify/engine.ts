import { setMaxListeners } from 'node:events'
import type { VerifyResult } from '../../../shared/contract/models.ts'
import type { ReaderName } from '../../../shared/domain/aws/readers/types.ts'
import { CredentialError, type CredentialFailure } from '../../credentials/failure.ts'
import { resolveOutcome } from '../../credentials/resolve.ts'
import { createRunMemory } from '../../credentials/run-memory.ts'
import { askIdentity } from '../../credentials/sts-questions.ts'
import type { CredentialContext } from '../../credentials/types.ts'
import { oneQuestionAtATime } from './engine-mfa.ts'

export interface VerifyOptions {
  /** How many profiles at once; 8 when absent. */
  readonly concurrency?: number
  readonly signal?: AbortSignal
  /** Called for each profile as soon as it is known. */
  readonly onResult?: (result: VerifyResult) => void
}

const defaultConcurrency = 8

const cancelledFailure: CredentialFailure = {
  code: 'Cancelled',
  message: 'Cancelled.',
  reason: 'The verification was stopped.',
  remedy: 'Run it again when you like.',
}

const instant = (ms: number) => new Date(ms).toISOString()

type Subject = Pick<VerifyResult, 'profile'> & { readonly as: ReaderName }

function failed(
  subject: Subject,
  failure: CredentialFailure,
  known: Partial<Pick<VerifyResult, 'region' | 'endpoint' | 'note' | 'via' | 'latencyMs' | 'expiresAt'>>,
): VerifyResult {
  const status = failure.code === 'Cancelled' ? 'cancelled' : 'failed'
  return { ...subject, status, checkedAt: instant(Date.now()), via: [], ...known, failure }
}

/**
 * Asks STS who one profile is for the tool of the context. Always resolves; `latencyMs` is the GetCallerIdentity round trip
 * alone.
 */
export async function verifyProfile(name: string, context: CredentialContext): Promise<VerifyResult> {
  const subject = { profile: name, as: context.as ?? 'awsCli' } as const
  const outcome = await resolveOutcome(name, context)
  if (!outcome.ok) {
    const { failure, via, region, endpoint, note } = outcome
    return failed(subject, failure, {
      via: [...via],
      ...(region !== undefined && { region }),
      ...(endpoint !== undefined && { endpoint }),
      ...(note !== undefined && { note }),
    })
  }
  const { credentials, call } = outcome
  const { via, region, endpoint, expiresAt, note, identity } = credentials
  const known = {
    via: [...via],
    region,
    endpoint,
    ...(note !== undefined && { note }),
    ...(expiresAt !== undefined && { expiresAt: instant(expiresAt) }),
  }
  try {
    const who = identity ?? (await askIdentity(name, credentials, call))
    return { ...subject, status: 'valid', checkedAt: instant(Date.now()), ...who, ...known }
  } catch (error) {
    if (error instanceof CredentialError) return failed(subject, error.failure, known)
    throw error
  }
}

/**
 * Verifies profiles, at most `concurrency` at once, each name once. Results come in the order of the names, and through
 * `onResult` in the order in which they arrive. After a cancel, whatever was running or had not begun is `cancelled`.
 */
export async function verifyProfiles(
  names: readonly string[],
  context: CredentialContext,
  options: VerifyOptions = {},
): Promise<VerifyResult[]> {
  const queue = [...new Set(names)]
  const results: VerifyResult[] = []
  const signal = options.signal ?? context.signal
  const shared: CredentialContext = {
    ...context,
    ...(signal && { signal }),
    ...(context.askMfa && { askMfa: oneQuestionAtATime(context.askMfa) }),
    memory: createRunMemory(),
    allowMetadata: context.allowMetadata ?? true,
  }
  let next = 0
  const work = async () => {
    while (next < queue.length) {
      const index = next
      next += 1
      const name = queue[index]!
      const subject = { profile: name, as: context.as ?? 'awsCli' } as const
      const result = signal?.aborted
        ? failed(subject, cancelledFailure, {})
        : await verifyProfile(name, shared)
      results[index] = result
      options.onResult?.(result)
    }
  }
  // Every running request listens to the one signal: that is not a leak to warn about.
  if (signal) setMaxListeners(0, signal)
  const workers = Math.max(1, Math.min(options.concurrency ?? defaultConcurrency, queue.length))
  await Promise.all(Array.from({ length: workers }, work))
  return results
}
