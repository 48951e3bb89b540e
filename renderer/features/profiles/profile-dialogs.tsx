import { useStore } from '../../app/store.ts'
import { DeleteDialog } from './delete-dialog.tsx'
import { profileDialog } from './dialogs.ts'
import { NameDialog } from './name-dialog.tsx'

/** The dialog about profiles that is open, if any. */
export function ProfileDialogs() {
  const dialog = useStore(profileDialog)
  if (dialog === undefined) return null
  if (dialog.type === 'delete') return <DeleteDialog names={dialog.names} />
  return <NameDialog key={dialog.name} type={dialog.type} name={dialog.name} />
}
