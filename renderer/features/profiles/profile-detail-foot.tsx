import { Pencil } from 'lucide-react'
import { Button } from '../../ui/button.tsx'
import { profileDialog } from './open-profile-dialog.ts'
import { useStartEdit } from './use-start-edit.ts'

/** What changes the files: edit, duplicate, rename, delete. */
export function DetailFoot({ name }: { readonly name: string }) {
  const startEdit = useStartEdit()
  return (
    <div className="detail-foot">
      <Button
        look="quiet"
        icon={<Pencil aria-hidden="true" />}
        aria-keyshortcuts="E"
        onClick={() => void startEdit(name)}
      >
        Edit
      </Button>
      <Button
        look="quiet"
        aria-keyshortcuts="D"
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
