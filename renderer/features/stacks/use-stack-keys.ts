import type { KeyboardEvent } from 'react'
import { layerIsOpen } from '../../app/layers.ts'
import { navigate } from '../../app/navigation.ts'
import { useSettings } from '../../app/queries.ts'
import { isKey } from '../../ui/shortcuts.ts'
import { barChooser, chooserAt, selectedStacks, stackCursor, stackFilter, toggled } from './list-state.ts'
import { pinAccounts } from './plan-stacks.ts'
import type { StackRow } from './rows.ts'
import { idOfKey } from './stack-key.ts'

interface Input {
  readonly rows: readonly StackRow[]
  readonly scrollTo: (index: number) => void
  readonly focusFilter: () => void
  /** Rows of a page. */
  readonly page: number
}

/** The keys of the list; P and L are single letters and can be switched off in the settings. */
export function useStackKeys({ rows, scrollTo, focusFilter, page }: Input) {
  const letters = useSettings()?.singleLetterKeys ?? true

  const indexOfCursor = () => {
    const key = stackCursor.get()
    return rows.findIndex((row) => row.type === 'stack' && row.key === key)
  }
  const goTo = (index: number, step: 1 | -1): boolean => {
    for (let at = index; at >= 0 && at < rows.length; at += step) {
      const row = rows[at]
      if (row?.type !== 'stack') continue
      stackCursor.set(row.key)
      scrollTo(at <= 1 ? 0 : at)
      return true
    }
    return false
  }
  const move = (by: number) => {
    const at = indexOfCursor()
    const step = by > 0 ? 1 : -1
    const next = at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))
    // A page can end on a heading after the last stack; then the nearest stack on the way back is right.
    if (!goTo(next, at < 0 ? 1 : step)) goTo(next, step === 1 ? -1 : 1)
  }
  const ids = () => {
    const chosen = selectedStacks.get()
    const at = stackCursor.get()
    return (chosen.size > 0 ? [...chosen] : at === undefined ? [] : [at]).flatMap((key) => idOfKey(key) ?? [])
  }
  const withCursor = (run: (key: string) => void) => {
    const key = stackCursor.get()
    if (key !== undefined) run(key)
  }

  const plain = new Map<string, () => void>([
    ['ArrowDown', () => move(1)],
    ['ArrowUp', () => move(-1)],
    ['PageDown', () => move(page)],
    ['PageUp', () => move(-page)],
    ['Home', () => goTo(0, 1)],
    ['End', () => goTo(rows.length - 1, -1)],
    ['Enter', () => withCursor((key) => navigate('stacks', key))],
    [' ', () => withCursor((key) => selectedStacks.update((set) => toggled(set, key)))],
    ['/', focusFilter],
    ['Escape', () => (selectedStacks.get().size > 0 ? selectedStacks.set(new Set()) : stackFilter.set(''))],
  ])
  const letterKeys = new Map<string, () => void>([
    ['p', () => chooserAt.set(selectedStacks.get().size > 0 ? barChooser : stackCursor.get())],
    ['l', () => ids().length > 0 && void pinAccounts(ids())],
  ])

  const actionFor = (event: KeyboardEvent<HTMLElement>): (() => void) | undefined => {
    const native = event.nativeEvent
    if (isKey(native, 'Mod+A')) {
      return () => selectedStacks.set(new Set(rows.flatMap((row) => (row.type === 'stack' ? [row.key] : []))))
    }
    if (isKey(native, 'Mod+F')) return focusFilter
    if (event.ctrlKey || event.metaKey || event.altKey) return undefined
    const known = plain.get(event.key)
    if (known !== undefined || event.key.length !== 1) return known
    if (letters) return letterKeys.get(event.key.toLowerCase())
    return () => {
      stackFilter.update((text) => text + event.key)
      focusFilter()
    }
  }
  return (event: KeyboardEvent<HTMLElement>) => {
    // Keys of buttons inside the grid are theirs.
    if (event.target !== event.currentTarget || layerIsOpen()) return
    const run = actionFor(event)
    if (run === undefined) return
    event.preventDefault()
    run()
  }
}
