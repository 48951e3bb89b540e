import type { HandlersOf } from '../../../shared/contract/handlers.ts'
import type { Output, ParsedInput } from '../../../shared/contract/index.ts'
import type { HistoryEntry, PlanView } from '../../../shared/contract/models.ts'
import type { EditWarning } from '../../../shared/domain/edit/types.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import { followRenames, type RenameContext } from '../../edits/follow-renames.ts'
import { keysInNoPlace } from '../../edits/vault/keys-in-no-place.ts'
import type { Plan } from '../../files/types.ts'
import type { History } from '../../history/types.ts'
import { createPurgeHandlers, type PurgeContext } from './purge.ts'

/** Undo is a plan, and what follows a rename follows its undo, too. */
export type HistoryContext = RenameContext & PurgeContext & Parameters<typeof keysInNoPlace>[0]

/** What other features say about a plan that undoes. */
type WarningsOf = (plan: Plan) => Promise<readonly EditWarning[]>

/** The handler of `history.list`. */
export async function listHistory(
  history: Pick<History, 'expire' | 'list' | 'unreadable'>,
  { limit, before }: ParsedInput<'history.list'>,
): Promise<Result<Output<'history.list'>>> {
  await history.expire()
  const entries: HistoryEntry[] = await history.list({
    limit: limit ?? 100,
    ...(before !== undefined && { before }),
  })
  return ok({ entries, unreadable: await history.unreadable() })
}

export function createHistoryHandlers(context: HistoryContext, more: WarningsOf): HandlersOf<'history'> {
  const { history, plans } = context

  async function lastToUndo(): Promise<Result<string>> {
    const entries = await history.list({ limit: 200 })
    const entry = entries.find(
      (candidate) => !candidate.undone && candidate.undoes === undefined && candidate.canUndo,
    )
    if (entry !== undefined) return ok(entry.id)
    return fail('HistoryEmpty', 'There is nothing to undo.', {
      reason: 'Everything that Stackpass wrote has already been undone.',
      remedy: '`stackpass history list` shows what was written and undone.',
    })
  }

  async function planUndo(id: string | undefined): Promise<Result<Plan>> {
    const chosen = id === undefined ? await lastToUndo() : ok(id)
    return chosen.ok ? history.planUndo(chosen.value) : chosen
  }

  async function keep(plan: Plan): Promise<PlanView> {
    const renames = plan.origin?.renames ?? []
    const warnings = [...plan.warnings, ...(await keysInNoPlace(context, plan)), ...(await more(plan))]
    return plans.keep({ ...plan, warnings }, { afterwards: () => followRenames(context, renames) })
  }

  return {
    ...createPurgeHandlers(context),
    'history.list': (input) => listHistory(history, input),
    'history.show': async ({ id }) => history.show(id),
    'history.plan': async ({ id, mode, path }) => {
      const plan = mode === 'undo' ? await history.planUndo(id) : await history.planRestore(id, path)
      return plan.ok ? ok(await keep(plan.value)) : plan
    },
    'history.undo': async ({ id }) => {
      const plan = await planUndo(id)
      if (!plan.ok) return plan
      return plans.apply((await keep(plan.value)).planId)
    },
  }
}
