import { tellNotLoaded } from '../../app/tell-not-loaded.ts'
import { late } from '../../ui/late-part.tsx'
import { LayerBoundary } from '../../ui/layer-boundary.tsx'
import { useStore } from '../../ui/store.ts'
import { profileDialog } from './open-profile-dialog.ts'

const DeleteDialog = late(
  () => import('./delete-profiles-dialog.tsx'),
  (module) => module.DeleteDialog,
)
const NameDialog = late(
  () => import('./profile-name-dialog.tsx'),
  (module) => module.NameDialog,
)

/** The open dialog about profiles, if any. */
export function ProfileDialogs() {
  const dialog = useStore(profileDialog)
  return (
    <LayerBoundary
      again={dialog}
      onFailure={(error) => {
        profileDialog.set(undefined)
        tellNotLoaded(error)
      }}
    >
      {dialog?.type === 'delete' && <DeleteDialog names={dialog.names} />}
      {dialog !== undefined && dialog.type !== 'delete' && (
        <NameDialog key={dialog.name} type={dialog.type} name={dialog.name} />
      )}
    </LayerBoundary>
  )
}
