import { lazy, Suspense } from 'react'
import { useStore } from '../../app/store.ts'
import { profileDialog } from './dialogs.ts'

const DeleteDialog = lazy(() =>
  import('./delete-dialog.tsx').then((module) => ({ default: module.DeleteDialog })),
)
const NameDialog = lazy(() => import('./name-dialog.tsx').then((module) => ({ default: module.NameDialog })))

/** The dialog about profiles that is open, if any. */
export function ProfileDialogs() {
  const dialog = useStore(profileDialog)
  if (dialog === undefined) return null
  return (
    <Suspense fallback={null}>
      {dialog.type === 'delete' ? (
        <DeleteDialog names={dialog.names} />
      ) : (
        <NameDialog key={dialog.name} type={dialog.type} name={dialog.name} />
      )}
    </Suspense>
  )
}
