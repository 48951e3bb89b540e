import { useStore } from '../../app/store.ts'
import { profileDialog } from './dialogs.ts'
import { late } from '../../ui/late.tsx'

const DeleteDialog = late(
  () => import('./delete-dialog.tsx'),
  (module) => module.DeleteDialog,
)
const NameDialog = late(
  () => import('./name-dialog.tsx'),
  (module) => module.NameDialog,
)

/** The dialog about profiles that is open, if any. */
export function ProfileDialogs() {
  const dialog = useStore(profileDialog)
  if (dialog === undefined) return null
  return dialog.type === 'delete' ? (
    <DeleteDialog names={dialog.names} />
  ) : (
    <NameDialog key={dialog.name} type={dialog.type} name={dialog.name} />
  )
}
