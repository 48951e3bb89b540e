import type { Store } from '../ui/store.ts'
import type { ListRows } from './list-rows.ts'

export type KeyActions = readonly (readonly [key: string, run: () => void])[]

interface CursorInput<Row> extends ListRows<Row> {
  readonly cursor: Pick<Store<string | undefined>, 'get' | 'set'>
  readonly scrollTo: (index: number) => void
  /** How many rows Page Up and Page Down move. */
  readonly page: number
}

export interface CursorKeys {
  /** The keys that move the cursor. */
  readonly moves: KeyActions
  /** Runs with the row under the cursor. Does nothing if a filter hides the cursor, so that nobody acts on an invisible row. */
  withCursor(run: (key: string) => void): void
}

/** The cursor of a list: it moves over rows with a key and skips headings. */
export function cursorKeys<Row>({ cursor, rows, keyOf, scrollTo, page }: CursorInput<Row>): CursorKeys {
  const indexOfCursor = (): number => {
    const now = cursor.get()
    return now === undefined ? -1 : rows.findIndex((row) => keyOf(row) === now)
  }
  const goTo = (index: number, step: 1 | -1): boolean => {
    for (let at = index; at >= 0 && at < rows.length; at += step) {
      const row = rows[at]
      const key = row === undefined ? undefined : keyOf(row)
      if (key === undefined) continue
      cursor.set(key)
      // Headings above the first row come into view with it.
      scrollTo(at <= 1 ? 0 : at)
      return true
    }
    return false
  }
  const move = (by: number): void => {
    const at = indexOfCursor()
    const step = by > 0 ? 1 : -1
    const next = at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))
    // A page can end on a heading at an end of the list; then use the nearest row on the way back.
    if (!goTo(next, at < 0 ? 1 : step)) goTo(next, step === 1 ? -1 : 1)
  }
  return {
    moves: [
      ['ArrowDown', () => move(1)],
      ['ArrowUp', () => move(-1)],
      ['PageDown', () => move(page)],
      ['PageUp', () => move(-page)],
      ['Home', () => goTo(0, 1)],
      ['End', () => goTo(rows.length - 1, -1)],
    ],
    withCursor: (run) => {
      const key = cursor.get()
      if (key !== undefined && indexOfCursor() >= 0) run(key)
    },
  }
}
