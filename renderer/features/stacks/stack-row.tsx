import { ChevronsUpDown } from 'lucide-react'
import { memo } from 'react'
import type { StackSummary } from '../../../shared/contract/models.ts'
import { navigate } from '../../app/navigation.ts'
import { ListRow, type RowMarks } from '../../list/list-row.tsx'
import { toggled } from '../../list/list-state.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/choice-lines.tsx'
import { Swatch } from '../../ui/marks.tsx'
import { MiddleTruncate } from '../../ui/middle-truncate.tsx'
import { Popup } from '../../ui/popup.tsx'
import { AccountGuard } from './account-guard.tsx'
import { chooserAt, selectedStacks, stackCursor, stackListState } from './stack-list-state.ts'
import { pinAccounts } from './plan-stacks.ts'
import { ProfileChooser } from './profile-chooser.tsx'
import { useCheckAccounts } from './stack-queries.ts'
import { SourceIcon } from './profile-source-icon.tsx'
import { keyOf } from './stack-key.ts'

export interface StackRowProps extends RowMarks {
  readonly stack: StackSummary
  readonly colour: string | undefined
  readonly groupName: string | undefined
  /** Where the name's ending begins, which stays visible in a narrow column. */
  readonly cut: number
  readonly choosing: boolean
  readonly checking: boolean
  /** The profile is in the AWS files, so it can be checked. */
  readonly known: boolean
}

function RowAction({ stack, checking, known }: Pick<StackRowProps, 'stack' | 'checking' | 'known'>) {
  const check = useCheckAccounts()
  const { profile } = stack
  // It does not reach its account, or the check would use other files.
  if (stack.cannotRun !== undefined || stack.cannotCheck !== undefined) return null
  if (stack.verdict === 'unguarded' && stack.account !== undefined) {
    return (
      <Button
        size="tiny"
        tabIndex={-1}
        onClick={() => void pinAccounts([stack])}
        aria-label={`Pin account of ${stack.stack}`}
      >
        Pin account
      </Button>
    )
  }
  if (stack.account === undefined && profile !== undefined && known) {
    return (
      <Button
        size="tiny"
        tabIndex={-1}
        busy={checking}
        onClick={() => void check([profile])}
        aria-label={`Check the account of ${profile}`}
      >
        Check
      </Button>
    )
  }
  return null
}

/** One stack. It renders again only when one of its own values changes. */
export const StackRowView = memo(function StackRowView(props: StackRowProps) {
  const { stack, colour, groupName, cut, isCursor, isSelected, choosing } = props
  const key = keyOf(stack)
  const name = stack.stack
  return (
    <ListRow
      list={stackListState}
      rowKey={key}
      className="stack-row"
      isCursor={isCursor}
      isSelected={isSelected}
      onDoubleClick={() => navigate('stacks', key)}
    >
      <div role="gridcell">
        <Checkbox
          label={`Select ${name}`}
          tabIndex={-1}
          checked={isSelected}
          onChange={() => {
            selectedStacks.update((set) => toggled(set, key))
            stackCursor.set(key)
          }}
        />
      </div>
      <div role="gridcell" className="cell-stack">
        <button
          type="button"
          tabIndex={-1}
          className="stack-name"
          onClick={(event) => {
            if (!event.ctrlKey && !event.metaKey) navigate('stacks', key)
          }}
        >
          <MiddleTruncate text={name} cut={cut} />
        </button>
        {stack.selected && <span className="leaves-first text-3 meta">selected</span>}
        {stack.presence === 'backend-only' && <span className="leaves-first text-3 meta">no file</span>}
      </div>
      <div role="gridcell" className="cell-profile">
        <Popup
          label={`Set the profile of ${name}`}
          align="start"
          open={choosing}
          onOpenChange={(open) => chooserAt.set(open ? key : undefined)}
          content={<ProfileChooser stacks={[stack]} close={() => chooserAt.set(undefined)} />}
          trigger={
            <button
              type="button"
              tabIndex={-1}
              className="profile-button"
              aria-label={`Profile of ${name}: ${stack.profile ?? 'none'}${groupName === undefined ? '' : `, ${groupName}`}. Change`}
            >
              <Swatch colour={colour} />
              <MiddleTruncate
                className={stack.profile === undefined ? 'text-3' : 'medium'}
                text={stack.profile ?? 'No profile'}
              />
              <ChevronsUpDown aria-hidden="true" />
            </button>
          }
        />
      </div>
      <div role="gridcell" className="cell-source" title={stack.profileFromLabel}>
        <SourceIcon from={stack.profileFrom} />
        <span className="truncate">{stack.profileFromLabel}</span>
      </div>
      <div role="gridcell" className="cell-account">
        <AccountGuard stack={stack} />
      </div>
      <div role="gridcell" className="cell-region">
        {stack.region ?? (
          <span className="text-3">{stack.regionOpen === true ? 'not known' : 'not set'}</span>
        )}
      </div>
      <div role="gridcell" className="cell-action">
        <RowAction {...props} />
      </div>
    </ListRow>
  )
})
