import type { KeyboardEvent } from 'react'
import { layerIsOpen } from '../app/open-layers.ts'
import { useSettings } from '../app/core-queries.ts'
import { isKey } from '../ui/shortcuts.ts'
import { cursorKeys, type CursorKeys, type KeyActions } from './cursor-keys.ts'
import { keysOf, type ListRows } from './list-rows.ts'
import { toggled, type ListState } from './list-state.ts'

/** How the keys of a feature get at rows. */
export interface KeyTargets extends Pick<CursorKeys, 'withCursor'> {
  /** The selected rows, else the one under the cursor. */
  withChosen(run: (keys: readonly string[]) => void): void
}

/** What the keys of a list do beyond moving, selecting and filtering. */
export interface ListKeyActions {
  /** Keys by name, such as `Enter`. */
  readonly keys: KeyActions
  /** Single letters, in lower case: they can be switched off in the settings. */
  readonly letters: KeyActions
  /** Such as `Mod+Shift+C`. */
  readonly combinations?: KeyActions
}

export interface ListKeysInput<Row> extends ListRows<Row> {
  readonly list: ListState
  readonly scrollTo: (index: number) => void
  readonly focusFilter: () => void
  /** How many rows Page Up and Page Down go. */
  readonly page: number
  readonly actions: (on: KeyTargets) => ListKeyActions
  /** Whether something of the feature has the keys. */
  readonly isBlocked?: (() => boolean) | undefined
}

/** Enter and the blank are those of a button inside the grid that has the focus; popups over it keep all keys. */
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

  /** Selects what the cursor passes, from where it stands. */
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
    // With single letters switched off, typing filters.
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
