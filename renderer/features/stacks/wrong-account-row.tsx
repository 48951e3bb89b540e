import { memo } from 'react'
import type { ProfileSummary, StackSummary } from '../../../shared/contract/models.ts'
import { navigate } from '../../app/navigation.ts'
import { Button } from '../../ui/button.tsx'
import { AccountId } from '../../ui/marks.tsx'
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
          <AccountId id={id} />
        </span>
      ))}
      {more > 0 && ` and ${more} more`}
    </>
  )
}

/** Under a stack that would run in an account it does not allow: which, what it allows, why, and the way out. */
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
      <span className="wrong-text">
        <b className="tone-red">Wrong account.</b> Would run in {account?.alias}{' '}
        {account !== undefined && <AccountId id={account.id} />}
        {stack.verdict === 'forbidden' ? (
          ', which this stack forbids.'
        ) : (
          <>
            , but this stack only allows <Allowed ids={stack.allowedAccountIds} />.
          </>
        )}{' '}
        Pulumi will refuse to start.
      </span>
      <Button
        size="tiny"
        look="quiet"
        onClick={() => navigate('stacks', keyOf(stack))}
        aria-label={`Show why ${stack.stack} runs in this account`}
      >
        Show why
      </Button>
      {fitting !== undefined && (
        <Button size="tiny" onClick={() => void setStackProfile([stack], fitting.name)}>
          Set to {fitting.name}
        </Button>
      )}
    </div>
  )
})
