import { useEffect, useState } from 'react'
import type { Output } from '../../../../shared/contract/index.ts'
import type { StepItem } from '../../../../shared/domain/organisation/types.ts'
import { ask } from '../../../app/transport.ts'
import type { Connecting } from './connect-state.ts'

type PlannedItem = Output<'organisations.plan'>['items'][number]

/** Profiles whose role is gone: those that may be removed, and those that stay in any case, with the reason. */
export interface Gone {
  readonly removable: readonly PlannedItem[]
  readonly staying: readonly PlannedItem[]
}

const nothing: Gone = { removable: [], staying: [] }

/** Asks core what a removal would affect: it knows which stacks, profiles and settings prevent it. Keeps nothing. */
async function askWhatGoes(now: Connecting): Promise<Gone> {
  const reply = await ask('organisations.plan', {
    session: now.choice,
    template: { text: '{accountId}-{role}' },
    choose: [],
    prune: true,
  })
  if (!reply.ok) return nothing
  const { items, plan } = reply.value
  if (plan !== undefined) void ask('edits.discard', { planId: plan.planId })
  return {
    removable: items.filter(({ state }) => state === 'removed'),
    staying: items.filter(({ state }) => state === 'stays'),
  }
}

/** What is gone at AWS after a listing without errors; loaded once for each answer, and only if something is gone. */
export function useGone(now: Connecting, items: readonly StepItem[]): Gone {
  const [gone, setGone] = useState<Gone>(nothing)
  const { listed, run } = now
  const some = items.some(({ state }) => state === 'removed' || state === 'stays')
  const asks = some && run === undefined && listed?.complete === true
  useEffect(() => {
    if (!asks) return undefined
    let isCurrent = true
    void askWhatGoes(now).then((answer) => {
      if (isCurrent) setGone(answer)
    })
    return () => {
      isCurrent = false
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- asked again for another answer, not for another choice
  }, [asks, listed])
  return asks ? gone : nothing
}
