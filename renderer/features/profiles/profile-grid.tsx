import { ArrowDown, ArrowUp } from 'lucide-react'
import { memo, type Ref } from 'react'
import { showHidden } from '../../../shared/domain/text/visible-text.ts'
import { tailStart } from '../../../shared/domain/text/shorten-middle.ts'
import { useHalfMinute } from '../../app/clock.ts'
import { useGroupColours } from '../../app/profile-groups.ts'
import { useProfileColumn } from '../../app/profile-column.ts'
import { useActive } from '../../app/core-queries.ts'
import { toolNames } from '../../../shared/domain/aws/readers/tool-names.ts'
import type { StatusTool } from '../../app/status-tool.ts'
import { checking } from '../../app/verify-progress.ts'
import { ListColumns } from '../../list/list-columns.tsx'
import { ListGrid, type GridHandle, type ScrolledOut } from '../../list/list-grid.tsx'
import { classNames } from '../../ui/class-names.ts'
import type { MenuPoint } from '../../ui/menu-point.ts'
import { useStore } from '../../ui/store.ts'
import { profileDialog } from './open-profile-dialog.ts'
import { AccountRow, MoreRow, SectionRow } from './profile-heading-rows.tsx'
import { profileListState, sortBy, type SortKey } from './profile-list-state.ts'
import { NoProfiles } from './no-profiles.tsx'
import { ProfileRow } from './profile-row.tsx'
import { nameOfRow, type Row } from './profile-rows.ts'
import { rowMenu } from './row-menu.tsx'
import { useProfileKeys } from './use-profile-key-actions.ts'
import type { RowsModel } from './use-profile-rows.ts'

const heights = { section: 28, account: 32, more: 32 }
const heightOf = (row: Row, rowHeight: number): number =>
  row.type === 'profile' ? rowHeight : heights[row.type]
const dialogIsOpen = (): boolean => profileDialog.get() !== undefined
const openRowMenu = (name: string, point: MenuPoint) => rowMenu.set({ name, point })
const columns: readonly { readonly key: SortKey; readonly label: string }[] = [
  { key: 'name', label: 'Name' },
  { key: 'kind', label: 'Kind' },
  { key: 'account', label: 'Account' },
  { key: 'region', label: 'Region' },
  { key: 'status', label: 'Status' },
]

const Columns = memo(function Columns({
  grouped,
  counted,
  tool,
}: {
  readonly grouped: boolean
  /** The heading of the column of numbers, if any. */
  readonly counted: string | undefined
  /** The tool that the status is for. */
  readonly tool: StatusTool
}) {
  const sort = useStore(sortBy)
  return (
    <ListColumns>
      {columns.map(({ key, label }) =>
        grouped && key === 'account' ? null : (
          <div
            role="columnheader"
            key={key}
            className={`column-${key}`}
            aria-sort={sort.key !== key ? 'none' : sort.down ? 'descending' : 'ascending'}
          >
            <button
              type="button"
              {...(key === 'status' && {
                'data-tip': `For ${toolNames[tool]}. Settings chooses the tool.`,
                'aria-description': `For ${toolNames[tool]}`,
              })}
              onClick={() => sortBy.set({ key, down: sort.key === key && !sort.down })}
            >
              {label}
              {sort.key === key &&
                (sort.down ? <ArrowDown aria-hidden="true" /> : <ArrowUp aria-hidden="true" />)}
            </button>
          </div>
        ),
      )}
      {counted !== undefined && (
        <div role="columnheader" className="column-count">
          {counted}
        </div>
      )}
    </ListColumns>
  )
})

/** The rows of the list of profiles. */
export function ProfileGrid({
  ref,
  model,
  focusFilter,
}: {
  readonly ref: Ref<GridHandle>
  readonly model: RowsModel
  readonly focusFilter: () => void
}) {
  const { rows, terms, grouped, tools, access } = model
  const now = useHalfMinute()
  const colours = useGroupColours()
  const activeName = useActive()?.profile
  const inCheck = useStore(checking)
  const column = useProfileColumn()
  const actions = useProfileKeys(rows)

  /** The heading of the account in view, while the heading itself is scrolled out. */
  const stickyHeading = ({ top, firstInView }: ScrolledOut) => {
    const row = grouped && top > 0 ? accountAbove(rows, firstInView) : undefined
    return (
      row !== undefined && (
        <div className="sticky-account" aria-hidden="true">
          <AccountRow row={row} colour={colourOf(colours, row.group)} />
        </div>
      )
    )
  }

  return (
    <ListGrid
      ref={ref}
      list={profileListState}
      label="Profiles"
      rowId="profile-row"
      className={classNames('profile-grid', grouped && 'grouped', column !== undefined && 'counted')}
      rows={rows}
      keyOf={nameOfRow}
      heightOf={heightOf}
      overscan={4}
      terms={terms}
      columns={<Columns grouped={grouped} counted={column?.label} tool={tools.tool} />}
      columnCount={(grouped ? 4 : 5) + (column === undefined ? 0 : 1)}
      noRows={<NoProfiles />}
      aboveHeight={grouped ? heights.account : 0}
      above={stickyHeading}
      focusFilter={focusFilter}
      actions={actions}
      isBlocked={dialogIsOpen}
      onMenu={openRowMenu}
    >
      {(row, marks, beside) => {
        if (row.type === 'section') return <SectionRow label={row.label} />
        if (row.type === 'account') return <AccountRow row={row} colour={colourOf(colours, row.group)} />
        if (row.type === 'more') return <MoreRow account={row.account} hidden={row.hidden} />
        const { profile } = row
        return (
          <ProfileRow
            {...marks}
            profile={profile}
            colour={colourOf(colours, profile.group)}
            terms={terms}
            cut={tailStart(
              showHidden(profile.name),
              beside.flatMap((other) => nameOfRow(other) ?? []),
            )}
            now={now}
            grouped={grouped}
            hideTag={row.grouped}
            inUse={profile.name === activeName}
            checking={inCheck.has(profile.name)}
            disagree={tools.disagree?.has(profile.name) === true}
            refusal={tools.refusals.get(profile.name)}
            access={access.get(profile.name)?.state}
            count={column === undefined ? undefined : (column.counts.get(profile.name) ?? 0)}
          />
        )
      }}
    </ListGrid>
  )
}

function colourOf(colours: ReadonlyMap<string, string>, group: string | undefined): string | undefined {
  return group === undefined ? undefined : colours.get(group)
}

/** The heading that the topmost visible row belongs to. */
function accountAbove(
  rows: readonly Row[],
  index: number | undefined,
): (Row & { type: 'account' }) | undefined {
  for (let at = index ?? -1; at >= 0; at--) {
    const row = rows[at]
    if (row?.type === 'account') return row
  }
  return undefined
}
