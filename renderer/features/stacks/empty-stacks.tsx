import { Layers } from 'lucide-react'
import type { StackList } from '../../../shared/contract/models.ts'
import { openOverlay } from '../../app/overlays.ts'
import { Button } from '../../ui/button.tsx'
import { PageState } from '../../ui/page-state.tsx'
import { plural } from '../../ui/plural.ts'
import { Spinner } from '../../ui/spinner.tsx'
import { AddFolderForm } from './add-stack-folder.tsx'
import { foldersOverlay, rescan } from './rescan-stacks.ts'

/** No stack to list: no folder yet, still looking, or nothing found. */
export function EmptyStacks({ list }: { readonly list: StackList }) {
  if (list.scanning) {
    return (
      <PageState icon={<Spinner />} title="Looking for projects">
        <p role="status">
          {plural(list.scannedFolders, 'folder')} seen so far. Projects appear as they are found.
        </p>
      </PageState>
    )
  }
  if (list.folders.length > 0) {
    return (
      <PageState
        icon={<Layers aria-hidden="true" />}
        title="No Pulumi project found"
        actions={
          <>
            <Button look="primary" onClick={() => openOverlay(foldersOverlay)}>
              Change folders
            </Button>
            <Button onClick={() => void rescan()}>Look again</Button>
          </>
        }
      >
        <p>
          {plural(list.scannedFolders, 'folder')} below {list.folders.join(', ')} seen. A project has a
          Pulumi.yaml; folders such as node_modules are left out.
        </p>
        {list.notes.map((note) => (
          <p key={note}>{note}</p>
        ))}
      </PageState>
    )
  }
  return (
    <PageState icon={<Layers aria-hidden="true" />} title="See which account each stack would hit">
      <p>
        Add the folder that holds your Pulumi projects. Their stacks are listed here with profile, account and
        region.
      </p>
      <AddFolderForm />
    </PageState>
  )
}
