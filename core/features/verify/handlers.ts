import type { HandlersOf } from '../../../shared/contract/handlers.ts'
import type { VerifyResult } from '../../../shared/contract/models.ts'
import { fail, ok } from '../../../shared/result.ts'
import type { AwsFiles } from '../../aws/aws-files.ts'
import { profileMissing } from '../../aws/profile-missing.ts'
import { credentialSources, type SourcesContext } from '../../credentials/credential-sources.ts'
import type { CredentialContext } from '../../credentials/types.ts'
import { resultsAs, type VerifiedResults } from '../../credentials/verified-results.ts'
import { plannedView } from '../../edits/planned-files.ts'
import type { PlanStore } from '../../edits/plans.ts'
import type { EventHub } from '../../host/event-hub.ts'
import type { StackpassPaths } from '../../state/paths.ts'
import type { VerifyOptions } from './engine.ts'
import { createVerifyStore } from './store.ts'

/** What verification reads, asks and reports to. */
export interface VerifyContext extends SourcesContext {
  readonly paths: StackpassPaths
  readonly aws: AwsFiles
  readonly events: EventHub
  readonly plans: PlanStore
}

export interface VerifyFeature {
  readonly handlers: HandlersOf<'verify'>
  readonly results: VerifiedResults
  /** Stops every run. */
  cancelAll(): void
  close(): Promise<void>
}

/** Verification, its kept results and the permissions of credential processes. The AWS SDK is loaded by the first run. */
export function createVerifyFeature(context: VerifyContext): VerifyFeature {
  const store = createVerifyStore(context.paths.verifiedFile)
  const runs = new Map<string, AbortController>()
  let usedConnections = false

  const kept = async () => store.results(credentialSources(context, await context.aws.view()))

  const results: VerifiedResults = {
    current: async (as) => resultsAs(await kept(), as),
  }

  /** Verifies under an id by which it can be stopped. */
  async function run(
    runId: string,
    names: readonly string[],
    sources: CredentialContext,
    options: Pick<VerifyOptions, 'concurrency' | 'onResult'> = {},
  ): Promise<{ results: VerifyResult[]; cancelled: boolean }> {
    const { verifyProfiles } = await import('./engine.ts')
    usedConnections = true
    const controller = new AbortController()
    runs.set(runId, controller)
    try {
      const results = await verifyProfiles(names, sources, { ...options, signal: controller.signal })
      return { results, cancelled: controller.signal.aborted }
    } finally {
      runs.delete(runId)
    }
  }

  function cancelAll(): void {
    for (const controller of runs.values()) controller.abort()
  }

  return {
    results,
    cancelAll,
    async close() {
      cancelAll()
      if (usedConnections) (await import('../../network/agents.ts')).closeConnections()
    },
    handlers: {
      'verify.run': async ({ runId, profiles, concurrency, as = 'awsCli' }) => {
        if (runs.has(runId))
          return fail('BadInput', `A check with the id "${runId}" is already running.`, {
            reason: 'Each check needs an id of its own.',
            remedy: 'Use a new runId.',
          })
        const view = await context.aws.view()
        const names = profiles ?? [...view.profiles.keys()]
        const unknown = names.find((name) => !view.profiles.has(name))
        if (unknown !== undefined) return profileMissing(unknown, view)
        const sources = { ...credentialSources(context, view), as }
        const each = [...new Set(names)]
        let done = 0
        const outcome = await run(runId, each, sources, {
          ...(concurrency !== undefined && { concurrency }),
          onResult: (result) =>
            context.events.emit({ type: 'verifyProgress', runId, done: ++done, total: each.length, result }),
        })
        await store.keep(outcome.results, sources)
        return ok(outcome)
      },
      'verify.plan': async ({ planId }) => {
        const plan = context.plans.get(planId)
        if (!plan.ok) return plan
        const after = plannedView(await context.aws.view(), plan.value, context.aws.paths)
        const sources = credentialSources(context, after)
        const { results } = await run(planId, context.plans.newKeys(planId), sources)
        context.plans.whenApplied(planId, () => store.keep(results, sources))
        return ok({ results })
      },
      'verify.cancel': ({ runId }) => {
        runs.get(runId)?.abort()
        return ok({})
      },
      'verify.results': async () => ok({ results: await kept() }),
    },
  }
}
