import { useEffect, useState } from 'react'
import type { PlanView, VerifyResult } from '../../../shared/contract/models.ts'
import { ask } from '../../app/transport.ts'

export type KeyCheck =
  { readonly step: 'checking' } | { readonly step: 'known'; readonly results: readonly VerifyResult[] }

/** Asks AWS about the new keys of a plan while its lines are looked at; undefined when it has none. */
export function useKeyCheck(plan: PlanView | undefined): KeyCheck | undefined {
  const planId = plan?.planId
  const profiles = plan?.newKeys
  const [known, setKnown] = useState<{ planId: string; results: readonly VerifyResult[] }>()
  useEffect(() => {
    if (planId === undefined || profiles === undefined) return
    let current = true
    void ask('verify.plan', { planId }).then((reply) => {
      // A plan that is gone has nothing to say; what is wrong with it shows where it is saved.
      if (current) setKnown({ planId, results: reply.ok ? reply.value.results : [] })
    })
    return () => {
      current = false
      // Stops the question when the review is closed; an ended one is not there to be stopped.
      void ask('verify.cancel', { runId: planId })
    }
  }, [planId, profiles])
  if (profiles === undefined) return undefined
  return known !== undefined && known.planId === planId
    ? { step: 'known', results: known.results }
    : { step: 'checking' }
}

/** Whether AWS said no to one of them, so that saving is on the user's own word. */
export function isRejected(check: KeyCheck | undefined): boolean {
  return (
    check?.step === 'known' &&
    check.results.some(({ failure }) => failure !== undefined && saysNo(failure.code))
  )
}

const refusals = new Set<NonNullable<VerifyResult['failure']>['code']>([
  'Expired',
  'KeyUnknown',
  'SignatureWrong',
  'TokenMissing',
  'HalfKeyPair',
  'TokenWithoutKeys',
])

/** AWS, or the pair itself, said no; with anything else nobody knows yet whether the key works. */
export function saysNo(code: NonNullable<VerifyResult['failure']>['code']): boolean {
  return refusals.has(code)
}
