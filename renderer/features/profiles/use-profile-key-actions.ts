import { useProfileList, useSnapshot } from '../../app/core-queries.ts'
import { toggleFavourite } from '../../app/settings-actions.ts'
import { openConsole } from '../../app/open-console.ts'
import { activateProfile } from '../../app/activate-profile.ts'
import { useVerify } from '../../app/use-verify.ts'
import { listBindings } from '../../app/key-bindings.ts'
import { toggled } from '../../list/list-state.ts'
import type { KeyTargets, ListKeyActions } from '../../list/use-list-keys.ts'
import { profileDialog } from './open-profile-dialog.ts'
import { closedAccounts, cursor, fullAccounts, sheetOpen } from './profile-list-state.ts'
import { copySnippet, openTerminal, usualFormat } from './profile-actions.ts'
import type { Row } from './profile-rows.ts'
import { useStartEdit } from './use-start-edit.ts'

/** Key actions for profiles. */
export function useProfileKeys(rows: readonly Row[]): (on: KeyTargets) => ListKeyActions {
  const platform = useSnapshot()?.platform
  const profiles = useProfileList()?.profiles ?? []
  const verify = useVerify()
  const startEdit = useStartEdit()

  // This also reopens an account that hides the cursor's profile, so it uses the cursor itself.
  const openAccount = (open: boolean): void => {
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

  return ({ withCursor, withChosen }) => ({
    keys: [
      ['Enter', () => withCursor((name) => void activateProfile(name))],
      ['ArrowRight', () => openAccount(true)],
      ['ArrowLeft', () => openAccount(false)],
      ['Delete', () => withChosen((names) => profileDialog.set({ type: 'delete', names }))],
      ['F2', () => withCursor((name) => profileDialog.set({ type: 'rename', name }))],
    ],
    ...listBindings({
      edit: () => withCursor((name) => void startEdit(name)),
      verify: () => withChosen((names) => void verify(names, [])),
      terminal: () => withCursor((name) => void openTerminal(name)),
      console: () => withCursor((name) => void openConsole({ profile: name }, 'open')),
      star: () => withCursor((name) => void toggleFavourite(name)),
      duplicate: () => withCursor((name) => profileDialog.set({ type: 'duplicate', name })),
      copy: () => withCursor((name) => void copySnippet(name, usualFormat(platform), true)),
    }),
  })
}
