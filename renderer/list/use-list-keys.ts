import type { KeyboardEvent } from 'react'
import { layerIsOpen } from '../app/open-layers.ts'
import { useSettings } from '../app/core-queries.ts'
import { isKey } from '../ui/shortcuts.ts'
import { keysOf, type ListRows } from './list-rows.ts'
import { toggled, type ListState } from './list-state.ts'

/** How the keys of a feature get at rows. Nobody acts on a row they cannot see: a cursor that a filter hides does nothing. */
export interface KeyTargets {
  withCursor(run: (key: string) => void): void
  /** The selected rows, else the one under the cursor. */
  withChosen(run: (keys: readonly string[]) => void): void
}

type KeyActions = readonly (readonly [key: string, run: () => void])[]

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

/** The keys of a list. Single letters work only while it has the focus. */
export function useListKeys<Row>(input: ListKeysInput<Row>): (event: KeyboardEvent<HTMLElement>) => void {
  const { list, rows, keyOf, scrollTo, focusFilter, page, actions, isBlocked } = input
  const { cursor, filterText, selected } = list
  const lettersAct = useSettings()?.singleLetterKeys ?? true

  const keyAt = (index: number): string | undefined => {
    const row = rows[index]
    return row === undefined ? undefined : keyOf(row)
  }
  const indexOfCursor = (): number => {
    const now = cursor.get()
    return now === undefined ? -1 : rows.findIndex((row) => keyOf(row) === now)
  }
  const goTo = (index: number, step: 1 | -1): boolean => {
    for (let at = index; at >= 0 && at < rows.length; at += step) {
      const key = keyAt(at)
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
    // A page can end on a heading at an end of the list; then the nearest row on the way back is right.
    if (!goTo(next, at < 0 ? 1 : step)) goTo(next, step === 1 ? -1 : 1)
  }
  const withCursor: KeyTargets['withCursor'] = (run) => {
    const key = cursor.get()
    if (key !== undefined && indexOfCursor() >= 0) run(key)
  }
  const withChosen: KeyTargets['withChosen'] = (run) => {
    if (selected.get().size > 0) run([...selected.get()])
    else withCursor((key) => run([key]))
  }
  const escape = (): void => {
    if (selected.get().size > 0) selected.set(new Set())
    else filterText.set('')
  }

  const own = actions({ withCursor, withChosen })
  const combinations: KeyActions = [
    ['Mod+A', () => selected.set(new Set(keysOf({ rows, keyOf })))],
    ['Mod+F', focusFilter],
    ...(own.combinations ?? []),
  ]
  const keys = new Map<string, () => void>([
    ['ArrowDown', () => move(1)],
    ['ArrowUp', () => move(-1)],
    ['PageDown', () => move(page)],
    ['PageUp', () => move(-page)],
    ['Home', () => goTo(0, 1)],
    ['End', () => goTo(rows.length - 1, -1)],
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
    if (lettersAct) return letters.get(event.key.toLowerCase())
    // With single letters switched off, typing filters.
    return () => {
      filterText.update((text) => text + event.key)
      focusFilter()
    }
  }
  return (event) => {
    // Keys of buttons inside the grid are theirs.
    if (event.target !== event.currentTarget || isBlocked?.() === true || layerIsOpen()) return
    const run = actionFor(event)
    if (run === undefined) return
    event.preventDefault()
    run()
  }
}
