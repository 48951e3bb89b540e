import { listBindings } from '../../app/key-bindings.ts'
import { navigate } from '../../app/navigation.ts'
import { openConsole } from '../../app/open-console.ts'
import { openOverlay } from '../../app/overlays.ts'
import type { KeyTargets, ListKeyActions } from '../../list/use-list-keys.ts'
import { fixAllOverlay } from './fix-all-overlay.ts'
import { barChooser, chooserAt, selectedStacks } from './stack-list-state.ts'
import { pinAccounts } from './plan-stacks.ts'
import { idOfKey } from './stack-key.ts'

/** Key actions for stacks. */
export function stackKeys({ withCursor, withChosen }: KeyTargets): ListKeyActions {
  const openOne = (): void =>
    withCursor((key) => {
      const stack = idOfKey(key)
      if (stack !== undefined) void openConsole({ stack }, 'open')
    })
  return {
    keys: [['Enter', () => withCursor((key) => navigate('stacks', key))]],
    ...listBindings({
      console: openOne,
      setProfile: () => {
        if (selectedStacks.get().size > 0) chooserAt.set(barChooser)
        else withCursor(chooserAt.set)
      },
      pinAccount: () =>
        withChosen((keys) => {
          const ids = keys.flatMap((key) => idOfKey(key) ?? [])
          if (ids.length > 0) void pinAccounts(ids)
        }),
      fixAll: () => openOverlay(fixAllOverlay),
    }),
  }
}
