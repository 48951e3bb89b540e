import type { HandlersOf } from '../../../shared/contract/handlers.ts'
import { fail, ok } from '../../../shared/result.ts'
import type { PlanStore } from '../../edits/plans.ts'
import type { History, PurgePlan } from '../../history/types.ts'
import type { EventHub } from '../../host/event-hub.ts'
import { unguessableHex } from '../../state/unguessable-hex.ts'

/** Where entries are kept, and who is told that they were removed. */
export interface PurgeContext {
  readonly history: History
  readonly plans: PlanStore
  readonly events: EventHub
}

const keptAtMost = 20

/** Forgetting is planned and shown like a change, and then cannot be undone. */
export function createPurgeHandlers({
  history,
  events,
}: PurgeContext): Pick<HandlersOf<'history'>, 'history.planPurge' | 'history.purge'> {
  /** Oldest first. */
  const waiting = new Map<string, PurgePlan>()

  return {
    'history.planPurge': async ({ what }) => {
      const plan = await history.purge.plan(what)
      const planId = unguessableHex()
      waiting.set(planId, plan)
      for (const id of waiting.keys()) if (waiting.size > keptAtMost) waiting.delete(id)
      return ok({
        planId,
        entries: plan.entries.map(({ id, entry: { at, summary, files } }) => ({
          id,
          at,
          summary,
          files: files.map(({ label }) => label),
        })),
        unreadable: plan.unreadable.length,
        backups: plan.backups.length,
        others: plan.others.length,
        bytes: plan.bytes,
        ...(plan.until !== undefined && { until: plan.until }),
      })
    },
    'history.purge': async ({ planId }) => {
      const plan = waiting.get(planId)
      if (plan === undefined) {
        return fail('PlanNotFound', 'This is no longer waiting to be forgotten.', {
          reason: 'It has already been done, or another run of Stackpass planned it.',
          remedy: 'Plan it again.',
        })
      }
      const left = await history.purge.run(plan)
      waiting.delete(planId)
      events.emit({ type: 'historyChanged' })
      return ok({
        entries: plan.entries.length + plan.unreadable.length,
        backups: plan.backups.length,
        others: plan.others.length,
        left: [...left],
      })
    },
  }
}
