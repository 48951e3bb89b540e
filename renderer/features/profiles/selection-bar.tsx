import { ShieldCheck, Trash2 } from 'lucide-react'
import { useVerify } from '../../app/use-verify.ts'
import { Button } from '../../ui/button.tsx'
import { plural } from '../../ui/plural.ts'
import { useStore } from '../../ui/store.ts'
import { profileDialog } from './dialogs.ts'
import { selected } from './list-state.ts'

/** What can be done with several profiles at once; floats over the list while some are selected. */
export function SelectionBar() {
  const names = useStore(selected)
  const verify = useVerify()
  if (names.size === 0) return null
  return (
    <div className="selection-bar overlay-ground" role="toolbar" aria-label="Selected profiles">
      <span aria-live="polite">{plural(names.size, 'profile')} selected</span>
      <span className="bar-line" />
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
      <span className="bar-line" />
      <Button size="small" look="quiet" keys={['Escape']} onClick={() => selected.set(new Set())}>
        Clear
      </Button>
    </div>
  )
}
