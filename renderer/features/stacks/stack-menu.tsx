import type { StackSummary } from '../../../shared/contract/models.ts'
import { usePrintedKeys } from '../../app/key-bindings.ts'
import { navigate } from '../../app/navigation.ts'
import { openConsole } from '../../app/open-console.ts'
import { openOverlay } from '../../app/overlays.ts'
import { MenuAt, MenuItem, MenuLine } from '../../ui/menu.tsx'
import type { MenuPoint } from '../../ui/menu-point.ts'
import { createStore, useStore } from '../../ui/store.ts'
import { pinAccounts } from './plan-stacks.ts'
import { chooserAt, selectedStacks } from './stack-list-state.ts'
import { keyOf } from './stack-key.ts'
import { regionOverlay } from './stack-region-overlay.ts'
import { toggled } from '../../list/list-state.ts'

/** The row whose menu is open, and where. */
export const stackMenu = createStore<{ readonly key: string; readonly point: MenuPoint } | undefined>(
  undefined,
)

/** Actions for the stack of a row, with a right click. */
export function StackMenu({ stacks }: { readonly stacks: readonly StackSummary[] }) {
  const open = useStore(stackMenu)
  const keys = usePrintedKeys()
  const stack = stacks.find((each) => keyOf(each) === open?.key)
  if (open === undefined || stack === undefined) return null
  const { key, point } = open
  return (
    <MenuAt point={point} onClose={() => stackMenu.set(undefined)}>
      <MenuItem keys={['Enter']} onSelect={() => navigate('stacks', key)}>
        Open
      </MenuItem>
      <MenuItem keys={keys('setProfile')} onSelect={() => chooserAt.set(key)}>
        Set profile…
      </MenuItem>
      <MenuItem onSelect={() => openOverlay(regionOverlay, { stacks: [stack] })}>Set region…</MenuItem>
      <MenuItem keys={keys('pinAccount')} onSelect={() => void pinAccounts([stack])}>
        Pin account
      </MenuItem>
      <MenuItem keys={keys('console')} onSelect={() => void openConsole({ stack }, 'open')}>
        Open console of its account
      </MenuItem>
      <MenuLine />
      {stack.profile !== undefined && (
        <MenuItem onSelect={() => navigate('profiles', stack.profile)}>Show profile {stack.profile}</MenuItem>
      )}
      <MenuItem onSelect={() => selectedStacks.update((set) => toggled(set, key))}>Select</MenuItem>
    </MenuAt>
  )
}
