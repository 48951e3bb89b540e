import { ShieldCheck, Trash2 } from 'lucide-react'
import { useVerify } from '../../app/use-verify.ts'
import { SelectionBar } from '../../list/selection-bar.tsx'
import { Button } from '../../ui/button.tsx'
import { plural } from '../../ui/plural.ts'
import { useStore } from '../../ui/store.ts'
import { profileDialog } from './open-profile-dialog.ts'
import { profileListState, selected } from './profile-list-state.ts'

/** What can be done with the selected profiles. */
export function ProfileSelectionBar() {
  const names = useStore(selected)
  const verify = useVerify()
  if (names.size === 0) return null
  return (
    <SelectionBar list={profileListState} label="Selected profiles" words={plural(names.size, 'profile')}>
      <Button
        size="small"
        look="primary"
        icon={<ShieldCheck aria-hidden="true" />}
        onClick={() => void verify([...names], [])}
      >
        Verify
      </Button>
      <Button
        size="small"
        icon={<Trash2 aria-hidden="true" />}
        onClick={() => profileDialog.set({ type: 'delete', names: [...names] })}
      >
        Delete
      </Button>
    </SelectionBar>
  )
}
