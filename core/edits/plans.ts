import type { Applied as AppliedView, PlanView } from '../../shared/contract/models.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import type { FileService, Plan } from '../files/types.ts'
import type { EventHub } from '../host/event-hub.ts'

const keepFor = 30 * 60_000
const keepAtMost = 50

export interface PlanExtras {
  readonly references?: readonly { readonly profile: string; readonly key: string }[]
  readonly stacks?: PlanView['stacks']
  readonly newKeys?: PlanView['newKeys']
  /** Runs before anything is written; a failure is the answer, and nothing is written. */
  readonly beforehand?: () => Promise<Result<undefined>>
  /** Runs when the write failed after `beforehand` had done its part. */
  readonly takeBack?: () => Promise<void>
  /** Runs once after the plan was written, such as to move favourites along with a rename. */
  readonly afterwards?: () => Promise<void>
}

export interface PlanStore {
  /** Keeps a plan until it is applied, discarded or half an hour old; returns what may be shown of it. */
  keep(plan: Plan, extras?: PlanExtras): PlanView
  get(planId: string): Result<Plan>
  /** The profiles of a plan that would sign in with other keys. */
  newKeys(planId: string): readonly string[]
  /** Runs something once the plan is written; never, if it is not. */
  whenApplied(planId: string, run: () => Promise<void>): void
  apply(planId: string): Promise<Result<AppliedView>>
  discard(planId: string): void
}

interface Kept {
  readonly plan: Plan
  readonly newKeys: readonly string[]
  readonly beforehand: PlanExtras['beforehand']
  readonly takeBack: PlanExtras['takeBack']
  /** What runs once the plan is written. */
  readonly afterwards: (() => Promise<void>)[]
  /** Milliseconds since 1970. */
  readonly at: number
}

/** Plans wait here, in memory, between the diff and the user's "save". */
export function createPlanStore(files: FileService, events: EventHub, now: () => Date): PlanStore {
  const kept = new Map<string, Kept>()

  function forgetOld(): void {
    const limit = now().getTime() - keepFor
    for (const [id, { at }] of kept) {
      if (at < limit || kept.size > keepAtMost) kept.delete(id)
    }
  }

  function get(planId: string): Result<Plan> {
    const entry = kept.get(planId)
    if (entry !== undefined) return ok(entry.plan)
    return fail('PlanNotFound', 'This change is no longer waiting to be saved.', {
      reason: 'It was saved or discarded, is older than 30 minutes, or another run of Stackpass planned it.',
      remedy: 'Make the change again.',
    })
  }

  return {
    keep(plan, extras = {}) {
      forgetOld()
      const { newKeys = [], afterwards, beforehand, takeBack } = extras
      kept.set(plan.id, {
        plan,
        newKeys,
        beforehand,
        takeBack,
        afterwards: afterwards ? [afterwards] : [],
        at: now().getTime(),
      })
      return {
        planId: plan.id,
        summary: plan.summary,
        files: plan.files.map((file) => file.diff),
        warnings: [...plan.warnings],
        references: [...(extras.references ?? [])],
        ...(extras.stacks && { stacks: extras.stacks }),
        ...(newKeys.length > 0 && { newKeys }),
      }
    },
    get,
    newKeys: (planId) => kept.get(planId)?.newKeys ?? [],
    whenApplied: (planId, run) => void kept.get(planId)?.afterwards.push(run),
    async apply(planId) {
      const plan = get(planId)
      if (!plan.ok) return plan
      const { afterwards = [], beforehand, takeBack } = kept.get(planId) ?? {}
      const ready = (await beforehand?.()) ?? ok(undefined)
      if (!ready.ok) return ready
      const applied = await files.apply(plan.value)
      if (!applied.ok) {
        await takeBack?.()
        return applied
      }
      kept.delete(planId)
      for (const run of afterwards) await run()
      events.emit({ type: 'filesChanged' })
      events.emit({ type: 'historyChanged' })
      return ok({
        historyId: applied.value.historyId,
        summary: plan.value.summary,
        files: [...applied.value.files],
        rebased: applied.value.rebased,
        at: now().toISOString(),
      })
    },
    discard: (planId) => void kept.delete(planId),
  }
}
