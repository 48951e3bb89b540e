import { canChoose, keyOf, markOf, type Mark, type RoleColumn } from './account-rows.ts'
import { accountColumn, headRow, type Arrived, type Cursor } from './connect-state.ts'
import type { Preview } from './use-preview.ts'

/** The assignments that a choice at a position affects: a cell, a row, a column or everything, in the visible rows. */
export function keysAt(
  { row, column }: Cursor,
  rows: readonly Arrived[],
  columns: readonly RoleColumn[],
  { cells }: Pick<Preview, 'cells'>,
): readonly string[] {
  const inColumn = column === accountColumn ? new Set(columns.map(({ name }) => name)) : new Set([column])
  return rows
    .filter(({ id }) => row === headRow || id === row)
    .flatMap(({ id, roles }) => roles.filter((role) => inColumn.has(role)).map((role) => keyOf(id, role)))
    .filter((key) => canChoose(cells.get(key)))
}

export interface HeadMark {
  readonly mark: Mark
  /** Accounts that have or get a profile of the role. */
  readonly on: number
}

/** The boxes of the headings: for everything, and for each role. One pass over all cells. */
export function headMarks(
  rows: readonly Arrived[],
  columns: readonly RoleColumn[],
  { accounts, cells, chosen }: Pick<Preview, 'accounts' | 'cells' | 'chosen'>,
): { readonly all: Mark; readonly roles: ReadonlyMap<string, HeadMark> } {
  const tally = new Map(columns.map(({ name }) => [name, { open: 0, chosen: 0, on: 0 }]))
  for (const { id, roles } of rows)
    for (const role of roles) {
      const counts = tally.get(role)
      const key = keyOf(id, role)
      if (counts === undefined || !canChoose(cells.get(key))) continue
      counts.open += 1
      if (chosen.has(key)) counts.chosen += 1
    }
  for (const { id, roles } of accounts)
    for (const role of roles) {
      const counts = tally.get(role)
      const key = keyOf(id, role)
      if (counts !== undefined && (chosen.has(key) || cells.get(key)?.state === 'kept')) counts.on += 1
    }
  const markFrom = (open: number, on: number): Mark => (on === 0 ? 'none' : on === open ? 'all' : 'some')
  const sums = [...tally.values()]
  return {
    all: markFrom(
      sums.reduce((sum, { open }) => sum + open, 0),
      sums.reduce((sum, { chosen: count }) => sum + count, 0),
    ),
    roles: new Map(
      [...tally].map(([name, { open, chosen: count, on }]) => [name, { mark: markFrom(open, count), on }]),
    ),
  }
}

/** The box of an account. */
export function rowMark(account: Arrived, columns: readonly RoleColumn[], preview: Preview): Mark {
  return markOf(keysAt({ row: account.id, column: accountColumn }, [account], columns, preview), (key) =>
    preview.chosen.has(key),
  )
}
