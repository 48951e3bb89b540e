import { CircleMinus, CircleX, Lock, LockOpen, OctagonAlert } from 'lucide-react'
import type { StackSummary } from '../../../shared/contract/models.ts'
import { useAccountTitle } from '../../app/account.tsx'
import { AccountId } from '../../ui/marks.tsx'
import { MiddleTruncate } from '../../ui/middle-truncate.tsx'

const spoken: Record<StackSummary['verdict'], string> = {
  agrees: 'Allowed account',
  'not-allowed': 'Wrong account',
  forbidden: 'Forbidden account',
  unguarded: 'Not pinned',
  unknown: 'Cannot check',
}

/** The verdict of the guards in words. */
export function verdictWords(verdict: StackSummary['verdict']): string {
  return spoken[verdict]
}

/** The lock of the guard: closed, open, wrong, or a dash if unknown. */
export function GuardIcon({ verdict }: { readonly verdict: StackSummary['verdict'] }) {
  const wrong = verdict === 'not-allowed' || verdict === 'forbidden'
  if (wrong) return <OctagonAlert className="tone-red" aria-hidden="true" />
  if (verdict === 'agrees') return <Lock className="tone-green" aria-hidden="true" />
  return verdict === 'unguarded' ? <LockOpen aria-hidden="true" /> : <CircleMinus aria-hidden="true" />
}

/** Which account a stack would run in, and whether its guards agree. */
export function AccountGuard({ stack }: { readonly stack: StackSummary }) {
  const { account, verdict } = stack
  const wrong = verdict === 'not-allowed' || verdict === 'forbidden'
  const called = useAccountTitle(account?.id ?? '', account?.alias)
  if (stack.cannotRun !== undefined && !wrong) {
    return (
      <span className="guard tone-red" title={`Pulumi cannot use its credentials. ${stack.cannotRun}`}>
        <CircleX className="tone-red" aria-hidden="true" />
        <span>Cannot run</span>
        <span className="visually-hidden">: {stack.cannotRun}</span>
      </span>
    )
  }
  return (
    <span
      className={wrong ? 'guard tone-red' : 'guard'}
      title={[spoken[verdict], called ?? stack.cannotCheck].filter(Boolean).join('. ')}
    >
      <GuardIcon verdict={verdict} />
      <span className="visually-hidden">{spoken[verdict]}: </span>
      {account === undefined ? (
        <span className="text-3">
          {stack.profile === undefined || stack.cannotCheck !== undefined ? 'Not known' : 'Check to see'}
        </span>
      ) : (
        <>
          {account.alias !== undefined && <MiddleTruncate className="medium" text={account.alias} />}
          {account.alias === undefined ? (
            <AccountId id={account.id} />
          ) : (
            <span className="leaves-first">
              <AccountId id={account.id} />
            </span>
          )}
          {account.unless !== undefined && (
            <span
              className="text-3"
              title={`Unless ${account.unless.environments.join(', ')} sets ${account.unless.sets}`}
            >
              ?
            </span>
          )}
        </>
      )}
    </span>
  )
}
