import type { QueryClient } from '@tanstack/react-query'
import type { CoreEvent } from '../../shared/contract/events.ts'
import type { ProfileList, VerifyResult } from '../../shared/contract/models.ts'
import type { ReaderName } from '../../shared/domain/aws/readers/types.ts'
import { createStore } from '../ui/store.ts'
import { detailInput } from './core-queries.ts'
import { knownAnswer, setAnswer } from './method-query.ts'

export interface VerifyRun {
  readonly runId: string
  readonly done: number
  readonly total: number
}

/** The running verifications, by run id. */
export const verifyRuns = createStore<ReadonlyMap<string, VerifyRun>>(new Map())
/** The profiles that wait for an answer. */
export const checking = createStore<ReadonlySet<string>>(new Set())

const pauseMs = 100
let waiting = new Map<string, VerifyResult>()
let timer: ReturnType<typeof setTimeout> | undefined

/** The tool that the status of the profiles is for. */
export function statusToolOf(client: QueryClient): ReaderName {
  return knownAnswer(client, 'settings.get', {})?.statusReader ?? 'awsCli'
}

/** Takes one result; results are written to the list in batches, at most ten times a second. */
export function noteVerified(
  client: QueryClient,
  event: Extract<CoreEvent, { type: 'verifyProgress' }>,
): void {
  // The list is about one tool; results for another tool do not change it.
  if (event.result.as === statusToolOf(client)) waiting.set(event.result.profile, event.result)
  verifyRuns.update((runs) =>
    runs.has(event.runId)
      ? new Map(runs).set(event.runId, { runId: event.runId, done: event.done, total: event.total })
      : runs,
  )
  timer ??= setTimeout(() => flushVerified(client), pauseMs)
}

/** Writes the waiting results to the list and the open details. */
export function flushVerified(client: QueryClient): void {
  clearTimeout(timer)
  timer = undefined
  const results = waiting
  if (results.size === 0) return
  waiting = new Map()
  checking.update((names) => new Set([...names].filter((name) => !results.has(name))))
  setAnswer(client, 'profiles.list', {}, (list) =>
    list === undefined
      ? list
      : {
          ...list,
          profiles: list.profiles.map((profile) => withResult(profile, results.get(profile.name))),
        },
  )
  for (const [name, result] of results) {
    setAnswer(client, 'profiles.show', detailInput(name), (detail) =>
      detail === undefined ? detail : { ...detail, summary: withResult(detail.summary, result) },
    )
  }
}

function withResult(profile: ProfileList['profiles'][number], result: VerifyResult | undefined) {
  if (result === undefined) return profile
  const account = result.account ?? profile.account
  const { accountFromName, ...rest } = profile
  const guess = accountFromName === true && result.account === undefined ? { accountFromName } : {}
  return { ...rest, ...guess, verified: result, ...(account === undefined ? {} : { account }) }
}
