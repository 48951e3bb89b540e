import type { KeyboardEvent } from 'react'
import { layerIsOpen } from '../../../app/open-layers.ts'
import { isKey } from '../../../ui/shortcuts.ts'
import { accountColumn, headRow, tableCursor, type Cursor } from './connect-state.ts'

export interface TableKeys {
  /** The accounts that match the filter, in order. */
  readonly rows: readonly string[]
  readonly columns: readonly string[]
  /** How many rows Page Up and Page Down move. */
  readonly page: number
  scrollTo(row: number, column: number): void
  /** Space: a cell, all roles of an account, a role in all accounts, or everything. */
  toggle(at: Cursor): void
  toggleAll(): void
  toggleProduction(row: string): void
  focusFilter(): void
  clearFilter(): void
}

/** The keys of the table: arrows move from cell to cell, including headings; Space toggles what the cell stands for. */
export function useTableKeys(input: TableKeys): (event: KeyboardEvent<HTMLElement>) => void {
  const { rows, columns, page, scrollTo, toggle, toggleAll, toggleProduction, focusFilter, clearFilter } =
    input
  const all = [headRow, ...rows]
  const every = [accountColumn, ...columns]
  const place = (): { row: number; column: number } => {
    const now = tableCursor.get()
    return {
      row: now === undefined ? 0 : Math.max(0, all.indexOf(now.row)),
      column: now === undefined ? 0 : Math.max(0, every.indexOf(now.column)),
    }
  }
  const go = (row: number, column: number): void => {
    const to = Math.min(all.length - 1, Math.max(0, row))
    const across = Math.min(every.length - 1, Math.max(0, column))
    tableCursor.set({ row: all[to] ?? headRow, column: every[across] ?? accountColumn })
    scrollTo(to - 1, across - 1)
  }
  const by = (down: number, across: number) => () => {
    const { row, column } = place()
    go(row + down, column + across)
  }
  const here = (run: (at: Cursor) => void) => () => {
    const { row, column } = place()
    run({ row: all[row] ?? headRow, column: every[column] ?? accountColumn })
  }
  const keys = new Map<string, () => void>([
    ['ArrowDown', by(1, 0)],
    ['ArrowUp', by(-1, 0)],
    ['ArrowRight', by(0, 1)],
    ['ArrowLeft', by(0, -1)],
    ['PageDown', by(page, 0)],
    ['PageUp', by(-page, 0)],
    ['Home', () => go(1, place().column)],
    ['End', () => go(all.length - 1, place().column)],
    [' ', here(toggle)],
    ['p', here(({ row }) => row !== headRow && toggleProduction(row))],
    ['/', focusFilter],
    ['Escape', clearFilter],
  ])
  return (event) => {
    if (event.target !== event.currentTarget || layerIsOpen()) return
    const run = isKey(event.nativeEvent, 'Mod+A')
      ? toggleAll
      : isKey(event.nativeEvent, 'Mod+F')
        ? focusFilter
        : event.ctrlKey || event.metaKey || event.altKey
          ? undefined
          : keys.get(event.key.length === 1 ? event.key.toLowerCase() : event.key)
    if (run === undefined) return
    event.preventDefault()
    run()
  }
}
