import { useEffect, useState } from 'react'
import type { PlanView, VerifyResult } from '../../../shared/contract/models.ts'
import { ask } from '../../app/transport.ts'

export type KeyCheck =
  { readonly step: 'checking' } | { readonly step: 'known'; readonly results: readonly VerifyResult[] }

/** Asks AWS about the new keys of a plan while the user reviews its lines; undefined without new keys. */
export function useKeyCheck(plan: PlanView | undefined): KeyCheck | undefined {
  const planId = plan?.planId
  const profiles = plan?.newKeys
  const [known, setKnown] = useState<{ planId: string; results: readonly VerifyResult[] }>()
  useEffect(() => {
    if (planId === undefined || profiles === undefined) return
    let current = true
    void ask('verify.plan', { planId }).then((reply) => {
      // Ignore a plan that is gone; saving shows what is wrong with it.
      if (current) setKnown({ planId, results: reply.ok ? reply.value.results : [] })
    })
    return () => {
      current = false
      // Stops the check when the review closes; does nothing if it has ended.
      void ask('verify.cancel', { runId: planId })
    }
  }, [planId, profiles])
  if (profiles === undefined) return undefined
  return known !== undefined && known.planId === planId
    ? { step: 'known', results: known.results }
    : { step: 'checking' }
}

/** Whether AWS rejected one of them, so that saving needs the user's explicit confirmation. */
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

/** Whether AWS or the pair itself shows that the key does not work; other failures leave that open. */
export function saysNo(code: NonNullable<VerifyResult['failure']>['code']): boolean {
  return refusals.has(code)
}
