import { memo } from 'react'
import { classNames } from '../../../ui/class-names.ts'
import { keyOf, type RoleColumn } from './account-rows.ts'
import { accountColumn, type Arrived } from './connect-state.ts'
import { AccountCell, RoleCell } from './table-cells.tsx'
import { accountWidth, cellId, roleWidth, rowHeight, toggleProduction } from './table-layout.ts'
import { rowMark } from './table-marks.ts'
import type { Preview } from './use-preview.ts'

interface RowProps {
  readonly index: number
  readonly top: number
  readonly account: Arrived
  readonly columns: readonly RoleColumn[]
  /** The columns in view. */
  readonly window: { readonly from: number; readonly to: number }
  readonly preview: Preview
  readonly cursorColumn: string | undefined
  readonly isProduction: boolean
  readonly press: (row: string, column: string) => void
}

/** One account. It re-renders only when names, choices or columns change, not while the list scrolls. */
export const AccountRow = memo(function AccountRow({
  index,
  top,
  account,
  columns,
  window,
  preview,
  cursorColumn,
  isProduction,
  press,
}: RowProps) {
  const { id, name, roles } = account
  const { cells, chosen } = preview
  const has = new Set(roles)
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className={classNames('connect-row', cursorColumn !== undefined && 'current')}
      style={{ top, height: rowHeight }}
    >
      <div
        role="gridcell"
        id={cellId(index + 1, 0)}
        aria-colindex={1}
        className={classNames('connect-first', cursorColumn === accountColumn && 'cursor')}
        onClick={() => press(id, accountColumn)}
      >
        <AccountCell
          account={account}
          mark={rowMark(account, columns, preview)}
          isProduction={isProduction}
          toggleProduction={toggleProduction}
        />
      </div>
      {columns.slice(window.from, window.to).map(({ name: role }, at) => {
        const column = window.from + at
        const key = keyOf(id, role)
        return (
          <div
            key={role}
            role="gridcell"
            id={cellId(index + 1, column + 1)}
            aria-colindex={column + 2}
            className={classNames('connect-cell', cursorColumn === role && 'cursor')}
            style={{ left: accountWidth + column * roleWidth, width: roleWidth }}
            onClick={has.has(role) ? () => press(id, role) : undefined}
          >
            {has.has(role) ? (
              <RoleCell cell={cells.get(key)} on={chosen.has(key)} account={name} role={role} />
            ) : (
              <span className="text-3" title={`You do not have ${role} in ${name}.`}>
                –<span className="visually-hidden"> not offered</span>
              </span>
            )}
          </div>
        )
      })}
    </div>
  )
})
