import { type KeyboardEvent } from 'react'
import { layerIsOpen } from '../../app/layers.ts'
import { useProfileList, useSettings, useSnapshot } from '../../app/queries.ts'
import { toggleFavourite } from '../../app/settings-actions.ts'
import { activateProfile } from '../../app/use-profile.ts'
import { useVerify } from '../../app/use-verify.ts'
import { isKey } from '../../ui/shortcuts.ts'
import { profileDialog } from './dialogs.ts'
import {
  closedAccounts,
  cursor,
  filterText,
  fullAccounts,
  selected,
  sheetOpen,
  toggled,
} from './list-state.ts'
import { copySnippet, openTerminal, usualFormat } from './profile-actions.ts'
import type { Row } from './rows.ts'
import { useStartEdit } from './use-start-edit.ts'

interface GridKeysInput {
  readonly rows: readonly Row[]
  readonly scrollTo: (index: number) => void
  readonly focusFilter: () => void
  /** How many rows Page Up and Page Down go. */
  readonly page: number
}

/** The keys of the list. Single letters work only while it has the focus, and can be switched off in the settings. */
export function useGridKeys({ rows, scrollTo, focusFilter, page }: GridKeysInput) {
  const letters = useSettings()?.singleLetterKeys ?? true
  const platform = useSnapshot()?.platform
  const profiles = useProfileList()?.profiles ?? []
  const verify = useVerify()
  const startEdit = useStartEdit()

  const indexOfCursor = () => {
    const name = cursor.get()
    return rows.findIndex((row) => row.type === 'profile' && row.profile.name === name)
  }
  const goTo = (index: number, step: 1 | -1) => {
    for (let at = index; at >= 0 && at < rows.length; at += step) {
      const row = rows[at]
      if (row?.type !== 'profile') continue
      cursor.set(row.profile.name)
      // Headings above the first row come into view with it.
      scrollTo(at <= 1 ? 0 : at)
      return
    }
  }
  const move = (by: number) => {
    const at = indexOfCursor()
    const step = by > 0 ? 1 : -1
    const next = at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))
    goTo(next, at < 0 ? 1 : step)
    // Paging can land on a heading at an end of the list; then the nearest profile on the way back is right.
    if (indexOfCursor() === at && Math.abs(by) > 1) goTo(next, step === 1 ? -1 : 1)
  }
  /** Runs with the profile under the cursor, unless a filter hides it: nobody acts on a row they cannot see. */
  const withCursor = (run: (name: string) => void) => {
    const name = cursor.get()
    if (name !== undefined && indexOfCursor() >= 0) run(name)
  }
  const withNames = (run: (names: readonly string[]) => void) => {
    if (selected.get().size > 0) run([...selected.get()])
    else withCursor((name) => run([name]))
  }

  const plain = new Map<string, () => void>([
    ['ArrowDown', () => move(1)],
    ['ArrowUp', () => move(-1)],
    ['PageDown', () => move(page)],
    ['PageUp', () => move(-page)],
    ['Home', () => goTo(0, 1)],
    ['End', () => goTo(rows.length - 1, -1)],
    ['Enter', () => withCursor((name) => void activateProfile(name))],
    ['ArrowRight', () => openAccount(true)],
    ['ArrowLeft', () => openAccount(false)],
    [' ', () => withCursor((name) => selected.update((set) => toggled(set, name)))],
    ['Delete', () => withNames((names) => profileDialog.set({ type: 'delete', names }))],
    ['F2', () => withCursor((name) => profileDialog.set({ type: 'rename', name }))],
    ['/', focusFilter],
    ['Escape', escape],
  ])
  const letterKeys = new Map<string, () => void>([
    ['e', () => withCursor((name) => void startEdit(name))],
    ['v', () => withNames((names) => void verify(names, []))],
    ['t', () => withCursor((name) => void openTerminal(name))],
    ['s', () => withCursor((name) => void toggleFavourite(name))],
    ['d', () => withCursor((name) => profileDialog.set({ type: 'duplicate', name }))],
  ])

  function openAccount(open: boolean) {
    const name = cursor.get()
    const profile = profiles.find((candidate) => candidate.name === name)
    if (open) {
      sheetOpen.set(true)
      if (profile?.account !== undefined)
        fullAccounts.update((set) => new Set([...set, profile.account ?? '']))
    }
    if (profile?.account === undefined || closedAccounts.get().has(profile.account) !== open) return
    if (rows.some((row) => row.type === 'account')) {
      closedAccounts.update((set) => toggled(set, profile.account ?? ''))
    }
  }

  return (event: KeyboardEvent<HTMLElement>) => {
    // Keys of buttons inside the grid are theirs.
    if (event.target !== event.currentTarget || profileDialog.get() !== undefined || layerIsOpen()) return
    const run = actionFor(event)
    if (run === undefined) return
    event.preventDefault()
    run()
  }

  function actionFor(event: KeyboardEvent<HTMLElement>): (() => void) | undefined {
    const native = event.nativeEvent
    if (isKey(native, 'Mod+A')) {
      return () =>
        selected.set(new Set(rows.flatMap((row) => (row.type === 'profile' ? [row.profile.name] : []))))
    }
    if (isKey(native, 'Mod+F')) return focusFilter
    if (isKey(native, 'Mod+Shift+C')) {
      return () => withCursor((name) => void copySnippet(name, usualFormat(platform), true))
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return undefined
    const known = plain.get(event.key)
    if (known !== undefined) return known
    if (event.key.length !== 1) return undefined
    if (letters) return letterKeys.get(event.key.toLowerCase())
    // With single letters switched off, typing filters.
    return () => {
      filterText.update((text) => text + event.key)
      focusFilter()
    }
  }
}

function escape(): void {
  if (selected.get().size > 0) selected.set(new Set())
  else filterText.set('')
}
