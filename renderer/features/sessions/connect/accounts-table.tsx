import { useCallback, useMemo, type RefObject } from 'react'
import { classNames } from '../../../ui/class-names.ts'
import { plural } from '../../../ui/plural.ts'
import { Spinner } from '../../../ui/spinner.tsx'
import { useStore } from '../../../ui/store.ts'
import { useRowsInView } from '../../../ui/use-rows-in-view.ts'
import { toggledAll, type RoleColumn } from './account-rows.ts'
import {
  accountColumn,
  headRow,
  production,
  tableCursor,
  unchosen,
  type Arrived,
  type Connecting,
  type Cursor,
} from './connect-state.ts'
import { AccountRow } from './account-row.tsx'
import { Box } from './table-cells.tsx'
import { accountWidth, cellId, headHeight, roleWidth, rowHeight, toggleProduction } from './table-layout.ts'
import { headMarks, keysAt } from './table-marks.ts'
import type { Preview } from './use-preview.ts'
import { useTableKeys } from './use-table-keys.ts'

/** Page Up and Page Down move this far. */
const pageRows = 12
const heightOfRow = () => rowHeight
const widthOfColumn = () => roleWidth

/** Accounts down, roles across: each cell is a profile. Only rows and columns in view are in the document. */
export function AccountsTable({
  now,
  preview,
  rows,
  columns,
  grid,
  focusFilter,
  clearFilter,
}: {
  readonly now: Connecting
  readonly preview: Preview
  readonly rows: readonly Arrived[]
  readonly columns: readonly RoleColumn[]
  readonly grid: RefObject<HTMLDivElement | null>
  readonly focusFilter: () => void
  readonly clearFilter: () => void
}) {
  const cursor = useStore(tableCursor)
  const marked = useStore(production)
  const heads = useMemo(() => headMarks(rows, columns, preview), [rows, columns, preview])
  const rowIds = useMemo(() => rows.map(({ id }) => id), [rows])
  const down = useRowsInView({
    scroller: grid,
    count: rows.length,
    sizeOf: heightOfRow,
    overscan: 8,
    head: headHeight,
    likely: 640,
  })
  const across = useRowsInView({
    scroller: grid,
    count: columns.length,
    sizeOf: widthOfColumn,
    overscan: 2,
    head: accountWidth,
    across: true,
    likely: 1200,
  })
  const toggle = useCallback(
    (at: Cursor) => {
      const keys = keysAt(at, rows, columns, preview)
      // Everything outside the set is chosen, so that later arrivals are chosen too.
      if (keys.length > 0) unchosen.update((set) => toggledAll(set, keys))
    },
    [rows, columns, preview],
  )
  const onKeyDown = useTableKeys({
    rows: rowIds,
    columns: columns.map(({ name }) => name),
    page: pageRows,
    scrollTo: (row, column) => {
      if (row >= 0) down.scrollTo(row)
      else grid.current?.scrollTo({ top: 0 })
      if (column >= 0) across.scrollTo(column)
      else grid.current?.scrollTo({ left: 0 })
    },
    toggle,
    toggleAll: () => toggle({ row: headRow, column: accountColumn }),
    toggleProduction,
    focusFilter,
    clearFilter,
  })
  const shownColumns = across.items
  const from = shownColumns[0]?.index ?? 0
  const to = (shownColumns.at(-1)?.index ?? -1) + 1
  // The same object while the same columns are in view, so that scrolling rows do not re-render.
  const shown = useMemo(() => ({ from, to }), [from, to])
  const isCursor = (row: string, column: string): boolean => cursor?.row === row && cursor.column === column
  const rowAt = cursor === undefined ? -1 : cursor.row === headRow ? 0 : rowIds.indexOf(cursor.row) + 1 || -1
  const columnAt =
    cursor === undefined
      ? -1
      : cursor.column === accountColumn
        ? 0
        : columns.findIndex(({ name }) => name === cursor.column) + 1
  const inView = rowAt === 0 || down.items.some(({ index }) => index === rowAt - 1)
  const press = useCallback(
    (row: string, column: string) => {
      tableCursor.set({ row, column })
      toggle({ row, column })
    },
    [toggle],
  )
  const width = accountWidth + across.total
  const waiting = now.run === undefined ? 0 : now.run.accounts - now.run.done
  return (
    <div
      ref={grid}
      role="grid"
      aria-label="Accounts and roles"
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length + 1}
      aria-multiselectable="true"
      aria-activedescendant={rowAt >= 0 && columnAt >= 0 && inView ? cellId(rowAt, columnAt) : undefined}
      aria-busy={now.run !== undefined}
      tabIndex={0}
      data-pane-focus
      className="connect-table scroll"
      onKeyDown={onKeyDown}
      onFocus={() => {
        if (tableCursor.get() === undefined) tableCursor.set({ row: headRow, column: accountColumn })
      }}
    >
      <div role="row" aria-rowindex={1} className="connect-head" style={{ width }}>
        <div
          role="columnheader"
          id={cellId(0, 0)}
          aria-colindex={1}
          className={classNames('connect-first', isCursor(headRow, accountColumn) && 'cursor')}
          onClick={() => press(headRow, accountColumn)}
        >
          <Box mark={heads.all} label="All accounts and roles" />
          <span>
            Account
            <small>{plural(rows.length, 'account')}</small>
          </span>
        </div>
        {shownColumns.map(({ index, start }) => {
          const role = columns[index]
          if (role === undefined) return null
          const { mark, on } = heads.roles.get(role.name) ?? { mark: 'none' as const, on: 0 }
          return (
            <div
              key={role.name}
              role="columnheader"
              id={cellId(0, index + 1)}
              aria-colindex={index + 2}
              className={classNames('connect-cell', isCursor(headRow, role.name) && 'cursor')}
              style={{ left: accountWidth + start, width: roleWidth }}
              onClick={() => press(headRow, role.name)}
            >
              <Box mark={mark} label={`${role.name} in all accounts`} />
              <span className="truncate" title={role.name}>
                {role.name}
                <small>
                  {on} of {role.accounts}
                </small>
              </span>
            </div>
          )
        })}
      </div>
      {rows.length === 0 && now.run === undefined && (
        <div role="row" className="connect-coming text-3">
          <div role="gridcell">
            {preview.accounts.length === 0 ? 'AWS offers no role here.' : 'No account fits the filter.'}
          </div>
        </div>
      )}
      <div role="rowgroup" className="connect-rows" style={{ width, height: down.total }}>
        {down.items.map(({ index, start }) => {
          const account = rows[index]
          if (account === undefined) return null
          const { id } = account
          return (
            <AccountRow
              key={id}
              index={index}
              top={start}
              account={account}
              columns={columns}
              window={shown}
              preview={preview}
              cursorColumn={cursor?.row === id ? cursor.column : undefined}
              isProduction={marked.has(id)}
              press={press}
            />
          )
        })}
      </div>
      {now.run !== undefined && (
        <div role="row" className="connect-coming text-3">
          <div role="gridcell">
            <Spinner />
            {waiting > 0 ? `${plural(waiting, 'account')} still to come` : 'Accounts are still to come'}
          </div>
        </div>
      )}
    </div>
  )
}
