import { useCallback, useEffect, useRef, useState } from 'react'
import type { PlanView } from '../../../shared/contract/models.ts'
import type { CodedError } from '../../../shared/result.ts'
import type { ReviewRequest } from '../../app/open-review.ts'
import { ask } from '../../app/transport.ts'

export type PlanState =
  | { readonly step: 'planning' }
  | { readonly step: 'ready'; readonly plan: PlanView; readonly error?: CodedError }
  | { readonly step: 'saving'; readonly plan: PlanView }
  | { readonly step: 'refused'; readonly error: CodedError }

/** The life of one review: plan, save, and plan again after a file changed. */
export function usePlan(request: ReviewRequest | undefined, close: () => void) {
  const [state, setState] = useState<PlanState>({ step: 'planning' })
  const planId = useRef<string>(undefined)
  const saving = useRef(false)

  const discard = useCallback(() => {
    const id = planId.current
    planId.current = undefined
    // Core drops old plans by itself; this only does it earlier.
    if (id !== undefined) void ask('edits.discard', { planId: id })
  }, [])

  const plan = useCallback(async () => {
    if (request === undefined) return
    discard()
    setState({ step: 'planning' })
    const reply = await request.plan()
    if (!reply.ok) return setState({ step: 'refused', error: reply.error })
    planId.current = reply.value.planId
    setState({ step: 'ready', plan: reply.value })
  }, [request, discard])

  useEffect(() => {
    // eslint-disable-next-line react-hooks/set-state-in-effect -- the plan lives in core; this fetches it
    void plan()
    return discard
  }, [plan, discard])

  const save = async () => {
    if (state.step !== 'ready' || saving.current || state.plan.files.length === 0) return
    saving.current = true
    setState({ step: 'saving', plan: state.plan })
    const reply = await ask('edits.apply', { planId: state.plan.planId })
    saving.current = false
    if (!reply.ok) return setState({ step: 'ready', plan: state.plan, error: reply.error })
    planId.current = undefined
    close()
    return reply.value
  }
  return { state, plan, save }
}
