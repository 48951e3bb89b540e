import type { KeyboardEvent } from 'react'
import { layerIsOpen } from '../app/open-layers.ts'
import { useSettings } from '../app/core-queries.ts'
import { isKey } from '../ui/shortcuts.ts'
import { cursorKeys, type CursorKeys, type KeyActions } from './cursor-keys.ts'
import { keysOf, type ListRows } from './list-rows.ts'
import { toggled, type ListState } from './list-state.ts'

/** How a feature's keys access rows. */
export interface KeyTargets extends Pick<CursorKeys, 'withCursor'> {
  /** The selected rows, else the one under the cursor. */
  withChosen(run: (keys: readonly string[]) => void): void
}

/** The actions of a list's keys besides moving, selecting and filtering. */
export interface ListKeyActions {
  /** Keys by name, such as `Enter`. */
  readonly keys: KeyActions
  /** Single letters, in lower case; the user can turn them off in the settings. */
  readonly letters: KeyActions
  /** Such as `Mod+Shift+C`. */
  readonly combinations?: KeyActions
}

export interface ListKeysInput<Row> extends ListRows<Row> {
  readonly list: ListState
  readonly scrollTo: (index: number) => void
  readonly focusFilter: () => void
  /** How many rows Page Up and Page Down move. */
  readonly page: number
  readonly actions: (on: KeyTargets) => ListKeyActions
  /** Whether something else in the feature handles the keys. */
  readonly isBlocked?: (() => boolean) | undefined
}

/** Enter and Space belong to a focused button inside the grid; popups over it keep all keys. */
function isForList({ target, currentTarget, key }: KeyboardEvent<HTMLElement>): boolean {
  if (target === currentTarget) return true
  return (
    target instanceof Node && currentTarget.contains(target) && !['Enter', ' ', 'Tab', 'Escape'].includes(key)
  )
}

/** The keys of a list. Single letters work only while it has the focus. */
export function useListKeys<Row>(input: ListKeysInput<Row>): (event: KeyboardEvent<HTMLElement>) => void {
  const { list, rows, keyOf, scrollTo, focusFilter, page, actions, isBlocked } = input
  const { cursor, filterText, selected } = list
  const lettersAct = useSettings()?.singleLetterKeys ?? false

  const { moves, withCursor } = cursorKeys({ cursor, rows, keyOf, scrollTo, page })
  const withChosen: KeyTargets['withChosen'] = (run) => {
    if (selected.get().size > 0) run([...selected.get()])
    else withCursor((key) => run([key]))
  }
  const escape = (): void => {
    if (selected.get().size > 0) selected.set(new Set())
    else filterText.set('')
  }

  /** Selects the rows that the cursor passes, from its position on. */
  const selectTo = (by: number): void => {
    const all = keysOf({ rows, keyOf })
    const at = all.indexOf(cursor.get() ?? '')
    if (at < 0) return
    const to = Math.min(all.length - 1, Math.max(0, at + by))
    const key = all[to]
    if (key === undefined) return
    selected.update((set) => new Set([...set, ...all.slice(Math.min(at, to), Math.max(at, to) + 1)]))
    cursor.set(key)
    scrollTo(rows.findIndex((row) => keyOf(row) === key))
  }

  const own = actions({ withCursor, withChosen })
  const combinations: KeyActions = [
    ['Mod+A', () => selected.set(new Set(keysOf({ rows, keyOf })))],
    ['Shift+ArrowDown', () => selectTo(1)],
    ['Shift+ArrowUp', () => selectTo(-1)],
    ['Shift+Home', () => selectTo(-rows.length)],
    ['Shift+End', () => selectTo(rows.length)],
    ...(own.combinations ?? []),
  ]
  const keys = new Map<string, () => void>([
    ...moves,
    [' ', () => withCursor((key) => selected.update((set) => toggled(set, key)))],
    ['/', focusFilter],
    ['Escape', escape],
    ...own.keys,
  ])
  const letters = new Map(own.letters)

  const actionFor = (event: KeyboardEvent<HTMLElement>): (() => void) | undefined => {
    const combination = combinations.find(([wanted]) => isKey(event.nativeEvent, wanted))
    if (combination !== undefined) return combination[1]
    if (event.ctrlKey || event.metaKey || event.altKey) return undefined
    const known = keys.get(event.key)
    if (known !== undefined || event.key.length !== 1) return known
    // The sheet of all keys, wherever the focus is.
    if (event.key === '?') return undefined
    if (lettersAct) return letters.get(event.key.toLowerCase())
    // With single letters turned off, typing filters.
    return () => {
      filterText.update((text) => text + event.key)
      focusFilter()
    }
  }
  return (event) => {
    if (!isForList(event) || isBlocked?.() === true || layerIsOpen()) return
    const run = actionFor(event)
    if (run === undefined) return
    event.preventDefault()
    run()
  }
}
