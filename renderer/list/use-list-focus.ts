import { useCallback, useEffect, useRef, type RefObject } from 'react'
import { layerIsOpen } from '../app/open-layers.ts'
import { isKey, isTyping } from '../ui/shortcuts.ts'
import type { GridHandle } from './list-grid.tsx'
import { keysOf, type ListRows } from './list-rows.ts'
import type { ListState } from './list-state.ts'

export interface ListFocus {
  readonly grid: RefObject<GridHandle | null>
  readonly filter: RefObject<HTMLInputElement | null>
  focusFilter(): void
  /** Moves from the filter to its matches, so that keys act on a row in view. */
  leaveFilter(): void
}

const isPlain = ({ ctrlKey, metaKey, altKey }: KeyboardEvent): boolean => !ctrlKey && !metaKey && !altKey

/** The focus of a list: in its rows, also initially, or in its filter. */
export function useListFocus<Row>({ cursor }: ListState, { rows, keyOf }: ListRows<Row>): ListFocus {
  const grid = useRef<GridHandle>(null)
  const filter = useRef<HTMLInputElement>(null)
  const shown = useRef(rows)
  useEffect(() => {
    shown.current = rows
  }, [rows])
  const leaveFilter = useCallback(() => {
    const keys = keysOf({ rows: shown.current, keyOf })
    if (keys.length > 0 && !keys.includes(cursor.get() ?? '')) cursor.set(keys[0])
    grid.current?.focus()
  }, [cursor, keyOf])
  const focusFilter = useCallback(() => {
    filter.current?.focus()
    filter.current?.select()
  }, [])
  useEffect(() => grid.current?.focus(), [])
  // Wherever the focus is, also in the panel next to the list.
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const wanted = isKey(event, 'Mod+F') || (event.key === '/' && !isTyping(event) && isPlain(event))
      if (!wanted || event.defaultPrevented || layerIsOpen()) return
      event.preventDefault()
      focusFilter()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [focusFilter])
  return { grid, filter, focusFilter, leaveFilter }
}
