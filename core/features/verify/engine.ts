import { setMaxListeners } from 'node:events'
import type { VerifyResult } from '../../../shared/contract/models.ts'
import { classifyCallError } from '../../credentials/classify.ts'
import type { CredentialFailure } from '../../credentials/failure.ts'
import { resolveOutcome } from '../../credentials/resolve.ts'
import { createRunMemory } from '../../credentials/run-memory.ts'
import { getCallerIdentity } from '../../credentials/sts-calls.ts'
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

function failed(
  profile: string,
  failure: CredentialFailure,
  known: Partial<Pick<VerifyResult, 'region' | 'endpoint' | 'note' | 'via' | 'latencyMs' | 'expiresAt'>>,
): VerifyResult {
  const status = failure.code === 'Cancelled' ? 'cancelled' : 'failed'
  return { profile, status, checkedAt: instant(Date.now()), via: [], ...known, failure }
}

/** Asks STS who one profile is. Always resolves; `latencyMs` is the GetCallerIdentity round trip alone. */
export async function verifyProfile(name: string, context: CredentialContext): Promise<VerifyResult> {
  const outcome = await resolveOutcome(name, context)
  if (!outcome.ok) {
    const { failure, via, region, endpoint, note } = outcome
    return failed(name, failure, {
      via: [...via],
      ...(region !== undefined && { region }),
      ...(endpoint !== undefined && { endpoint }),
      ...(note !== undefined && { note }),
    })
  }
  const { credentials, call } = outcome
  const { via, region, endpoint, expiresAt, note } = credentials
  const known = {
    via: [...via],
    region,
    endpoint,
    ...(note !== undefined && { note }),
    ...(expiresAt !== undefined && { expiresAt: instant(expiresAt) }),
  }
  const started = performance.now()
  try {
    const identity = await getCallerIdentity(credentials, call)
    const latencyMs = Math.round((performance.now() - started) * 10) / 10
    return {
      profile: name,
      status: 'valid',
      checkedAt: instant(Date.now()),
      ...identity,
      ...known,
      latencyMs,
    }
  } catch (error) {
    const subject = {
      profile: name,
      purpose: 'its own identity',
      url: endpoint,
      region,
      accessKeyId: credentials.accessKeyId,
    }
    return failed(name, classifyCallError(error, subject), known)
  }
}

/**
 * Verifies profiles, at most `concurrency` at once, each name once. Results come in the order of the names, and through
 * `onResult` in the order they are known. After a cancel, what was under way and what had not begun is `cancelled`.
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
      const result = signal?.aborted ? failed(name, cancelledFailure, {}) : await verifyProfile(name, shared)
      results[index] = result
      options.onResult?.(result)
    }
  }
  // Each request that is under way listens to the one signal: that is no leak to warn of.
  if (signal) setMaxListeners(0, signal)
  const workers = Math.max(1, Math.min(options.concurrency ?? defaultConcurrency, queue.length))
  await Promise.all(Array.from({ length: workers }, work))
  return results
}
