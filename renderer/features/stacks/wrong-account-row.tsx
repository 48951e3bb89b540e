import { memo } from 'react'
import { Account } from '../../app/account.tsx'
import type { ProfileSummary, StackSummary } from '../../../shared/contract/models.ts'
import { navigate } from '../../app/navigation.ts'
import { Button } from '../../ui/button.tsx'
import { MiddleTruncate } from '../../ui/middle-truncate.tsx'
import { setStackProfile } from './plan-stacks.ts'
import { keyOf } from './stack-key.ts'

const shownIds = 2

function Allowed({ ids }: { readonly ids: readonly string[] }) {
  const more = ids.length - shownIds
  return (
    <>
      {ids.slice(0, shownIds).map((id, index) => (
        <span key={id}>
          {index > 0 && ', '}
          <Account id={id} />
        </span>
      ))}
      {more > 0 && ` and ${more} more`}
    </>
  )
}

/** Under a stack that would run in an account it does not allow: which one, what it allows, why, and the fix. */
export const WrongRow = memo(function WrongRow({
  stack,
  fitting,
}: {
  readonly stack: StackSummary
  /** A verified profile of an allowed account. */
  readonly fitting: ProfileSummary | undefined
}) {
  const { account } = stack
  return (
    <div className="wrong-row" role="gridcell">
      <span className="wrong-accounts">
        <b className="tone-red">Wrong account.</b> Runs in{' '}
        {account !== undefined && <Account id={account.id} alias={account.alias} />}
        {stack.verdict === 'forbidden' ? (
          ', which is forbidden.'
        ) : (
          <>
            , allowed {stack.allowedAccountIds.length === 1 ? 'is' : 'are'} only{' '}
            <Allowed ids={stack.allowedAccountIds} />.
          </>
        )}
      </span>
      <span className="leaves-first">Pulumi will refuse to start.</span>
      <span className="grow" />
      <Button
        size="tiny"
        look="quiet"
        className="wrong-why"
        onClick={() => navigate('stacks', keyOf(stack))}
        aria-label={`Show why ${stack.stack} runs in this account`}
      >
        Show why
      </Button>
      {fitting !== undefined && (
        <Button
          size="tiny"
          className="wrong-fix"
          aria-label={`Set to ${fitting.name} for ${stack.stack}`}
          onClick={() => void setStackProfile([stack], fitting.name)}
        >
          Set to <MiddleTruncate text={fitting.name} />
        </Button>
      )}
    </div>
  )
})
