import { Pencil } from 'lucide-react'
import { spoken, usePrintedKeys } from '../../app/key-bindings.ts'
import { Button } from '../../ui/button.tsx'
import { profileDialog } from './open-profile-dialog.ts'
import { useStartEdit } from './use-start-edit.ts'

/** Buttons that change the files: edit, duplicate, rename, delete. */
export function DetailFoot({ name }: { readonly name: string }) {
  const startEdit = useStartEdit()
  const keys = usePrintedKeys()
  return (
    <div className="detail-foot">
      <Button
        look="quiet"
        icon={<Pencil aria-hidden="true" />}
        aria-keyshortcuts={spoken(keys('edit'))}
        onClick={() => void startEdit(name)}
      >
        Edit
      </Button>
      <Button
        look="quiet"
        aria-keyshortcuts={spoken(keys('duplicate'))}
        onClick={() => profileDialog.set({ type: 'duplicate', name })}
      >
        Duplicate
      </Button>
      <Button look="quiet" aria-keyshortcuts="F2" onClick={() => profileDialog.set({ type: 'rename', name })}>
        Rename
      </Button>
      <span className="grow" />
      <Button
        look="quiet-danger"
        aria-keyshortcuts="Delete"
        onClick={() => profileDialog.set({ type: 'delete', names: [name] })}
      >
        Delete
      </Button>
    </div>
  )
}
