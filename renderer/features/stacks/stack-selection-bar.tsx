import { ChevronUp, IdCard, Lock } from 'lucide-react'
import { useMemo } from 'react'
import type { StackList } from '../../../shared/contract/models.ts'
import { spoken, usePrintedKeys } from '../../app/key-bindings.ts'
import { openOverlay } from '../../app/overlays.ts'
import { SelectionBar } from '../../list/selection-bar.tsx'
import { Button } from '../../ui/button.tsx'
import { plural } from '../../ui/plural.ts'
import { Popup } from '../../ui/popup.tsx'
import { useStore } from '../../ui/store.ts'
import { barChooser, chooserAt, selectedStacks, stackListState } from './stack-list-state.ts'
import { pinAccounts } from './plan-stacks.ts'
import { ProfileChooser } from './profile-chooser.tsx'
import { regionOverlay } from './stack-region-overlay.ts'
import { keyOf } from './stack-key.ts'

/** Actions for the selected stacks. */
export function StackSelectionBar({ list }: { readonly list: StackList }) {
  const chosen = useStore(selectedStacks)
  const keys = usePrintedKeys()
  const choosing = useStore(chooserAt) === barChooser
  const stacks = useMemo(
    () => list.projects.flatMap((project) => project.stacks.filter((stack) => chosen.has(keyOf(stack)))),
    [list, chosen],
  )
  if (stacks.length === 0) return null
  return (
    <SelectionBar list={stackListState} label="Selected stacks" words={plural(stacks.length, 'stack')}>
      <Popup
        label="Set as stack profile"
        align="center"
        open={choosing}
        onOpenChange={(open) => chooserAt.set(open ? barChooser : undefined)}
        content={<ProfileChooser stacks={stacks} close={() => chooserAt.set(undefined)} />}
        trigger={
          <Button
            size="small"
            look="primary"
            icon={<IdCard aria-hidden="true" />}
            aria-keyshortcuts={spoken(keys('setProfile'))}
          >
            Set as stack profile
            <ChevronUp aria-hidden="true" />
          </Button>
        }
      />
      <Button size="small" onClick={() => openOverlay(regionOverlay, { stacks })}>
        Set region
      </Button>
      <Button
        size="small"
        icon={<Lock aria-hidden="true" />}
        aria-keyshortcuts={spoken(keys('pinAccount'))}
        onClick={() => void pinAccounts(stacks)}
      >
        Pin account
      </Button>
    </SelectionBar>
  )
}
