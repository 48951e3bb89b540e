import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { memo, useCallback, useEffect, useImperativeHandle, useRef, type Ref } from 'react'
import { useHalfMinute } from '../../app/clock.ts'
import { useGroupColours } from '../../app/groups.ts'
import { useProfileColumn } from '../../app/profile-column.ts'
import { useActive } from '../../app/queries.ts'
import { checking } from '../../app/verify-progress.ts'
import { classNames } from '../../ui/class-names.ts'
import { useStore } from '../../ui/store.ts'
import { AccountRow, MoreRow, SectionRow } from './heading-rows.tsx'
import { cursor, selected, sortBy, type SortKey } from './list-state.ts'
import { NoRows } from './no-rows.tsx'
import { ProfileRow } from './profile-row.tsx'
import type { Row } from './rows.ts'
import { useGridKeys } from './use-grid-keys.ts'
import type { RowsModel } from './use-rows.ts'

export interface GridHandle {
  focus(): void
}

const heights = { section: 28, account: 32, more: 32 }
const headHeight = 29
const rowHeight = { normal: 36, compact: 28 }
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
}: {
  readonly grouped: boolean
  /** The heading of the column of numbers, where there is one. */
  readonly counted: string | undefined
}) {
  const sort = useStore(sortBy)
  return (
    <div role="rowgroup" className="columns-place">
      <div role="row" aria-rowindex={1} className="columns">
        {columns.map(({ key, label }) =>
          grouped && key === 'account' ? null : (
            <div
              role="columnheader"
              key={key}
              className={`column-${key}`}
              aria-sort={sort.key !== key ? 'none' : sort.down ? 'descending' : 'ascending'}
            >
              <button type="button" onClick={() => sortBy.set({ key, down: sort.key === key && !sort.down })}>
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
      </div>
    </div>
  )
})

/** The rows of the list. Only those in view are in the document; the grid itself has the focus. */
export function ProfileGrid({
  ref,
  model,
  focusFilter,
}: {
  readonly ref: Ref<GridHandle>
  readonly model: RowsModel
  readonly focusFilter: () => void
}) {
  const { rows, terms, grouped, compact } = model
  const grid = useRef<HTMLDivElement>(null)
  const now = useHalfMinute()
  const colours = useGroupColours()
  const activeName = useActive()?.profile
  const cursorName = useStore(cursor)
  const chosen = useStore(selected)
  const inCheck = useStore(checking)
  const column = useProfileColumn()
  const tall = rowHeight[compact ? 'compact' : 'normal']

  // Its functions are used in this component only.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => grid.current,
    estimateSize: useCallback(
      (index: number) => {
        const type = rows[index]?.type ?? 'profile'
        return type === 'profile' ? tall : heights[type]
      },
      [rows, tall],
    ),
    // A new function for new rows makes the virtualizer measure again; rows keep their place in the document.
    getItemKey: useCallback((index: number) => (rows.length < 0 ? tall : index), [rows, tall]),
    overscan: 4,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight + (grouped ? heights.account : 0),
    initialRect: { width: 800, height: 640 },
    useFlushSync: false,
  })
  const scrollTo = useCallback((index: number) => virtual.scrollToIndex(index, { align: 'auto' }), [virtual])
  const onKeyDown = useGridKeys({ rows, scrollTo, focusFilter, page: Math.floor(480 / tall) })
  useImperativeHandle(ref, () => ({ focus: () => grid.current?.focus({ preventScroll: true }) }), [])

  // A change of the filter starts at the top; the cursor comes into view where it still is.
  const firstRow = rows[0]
  useEffect(() => {
    // Asking the virtualizer is cheap; scrolling makes the browser lay the page out at once.
    if (terms.length > 0 && (virtual.scrollOffset ?? 0) > 0) grid.current?.scrollTo({ top: 0 })
  }, [terms, firstRow, virtual])

  const items = virtual.getVirtualItems()
  const top = virtual.scrollOffset ?? 0
  const sticky = grouped
    ? stickyRow(rows, items.find((item) => item.end - headHeight > top)?.index)
    : undefined
  const cursorIndex = items.find((item) => {
    const row = rows[item.index]
    return row?.type === 'profile' && row.profile.name === cursorName
  })?.index

  return (
    <div
      ref={grid}
      role="grid"
      aria-label="Profiles"
      aria-rowcount={rows.length + 1}
      aria-colcount={(grouped ? 4 : 5) + (column === undefined ? 0 : 1)}
      aria-multiselectable="true"
      aria-activedescendant={cursorIndex === undefined ? undefined : `profile-row-${cursorIndex}`}
      tabIndex={0}
      data-pane-focus
      className={classNames('profile-grid scroll', grouped && 'grouped', column !== undefined && 'counted')}
      onKeyDown={onKeyDown}
    >
      <Columns grouped={grouped} counted={column?.label} />
      {sticky !== undefined && top > 0 && (
        <div className="sticky-account" aria-hidden="true">
          <AccountRow row={sticky} colour={colourOf(colours, sticky.group)} />
        </div>
      )}
      {rows.length === 0 && <NoRows />}
      <div className="rows" role="rowgroup" style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const row = rows[item.index]
          if (row === undefined) return null
          return (
            <div
              key={item.key}
              role="row"
              id={`profile-row-${item.index}`}
              aria-rowindex={item.index + 2}
              className="row-place"
              style={{ top: item.start - headHeight, height: item.size }}
              {...(row.type === 'profile'
                ? { 'aria-selected': chosen.has(row.profile.name) || row.profile.name === cursorName }
                : {})}
            >
              {row.type === 'section' && <SectionRow label={row.label} />}
              {row.type === 'account' && <AccountRow row={row} colour={colourOf(colours, row.group)} />}
              {row.type === 'more' && <MoreRow account={row.account} hidden={row.hidden} />}
              {row.type === 'profile' && (
                <ProfileRow
                  profile={row.profile}
                  colour={colourOf(colours, row.profile.group)}
                  terms={terms}
                  now={now}
                  grouped={grouped}
                  hideTag={row.grouped}
                  inUse={row.profile.name === activeName}
                  isCursor={row.profile.name === cursorName}
                  isSelected={chosen.has(row.profile.name)}
                  checking={inCheck.has(row.profile.name)}
                  count={column === undefined ? undefined : (column.counts.get(row.profile.name) ?? 0)}
                />
              )}
            </div>
          )
        })}
      </div>
    </div>
  )
}

function colourOf(colours: ReadonlyMap<string, string>, group: string | undefined): string | undefined {
  return group === undefined ? undefined : colours.get(group)
}

/** The heading that the topmost visible row belongs to. */
function stickyRow(rows: readonly Row[], index: number | undefined): (Row & { type: 'account' }) | undefined {
  for (let at = index ?? -1; at >= 0; at--) {
    const row = rows[at]
    if (row?.type === 'account') return row
  }
  return undefined
}
