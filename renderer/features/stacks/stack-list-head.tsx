import { FolderOpen, RefreshCw, ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import type { StackList } from '../../../shared/contract/models.ts'
import { openOverlay } from '../../app/overlays.ts'
import { useProfileList } from '../../app/core-queries.ts'
import { ListHead } from '../../list/list-head.tsx'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { plural } from '../../ui/plural.ts'
import { Spinner } from '../../ui/spinner.tsx'
import { useCheckAccounts } from './stack-queries.ts'
import { fixAllOverlay } from './fix-all-overlay.ts'
import { foldersOverlay, rescan } from './rescan-stacks.ts'
import type { StackRowsModel } from './use-stack-rows.ts'

/** The profiles of the AWS files that some stack would use. */
function useNeededProfiles(list: StackList): string[] {
  const known = new Set(useProfileList()?.profiles.map(({ name }) => name))
  const needed = new Set(
    list.projects.flatMap(({ stacks }) => stacks.flatMap(({ profile }) => profile ?? [])),
  )
  return [...needed].filter((name) => known.has(name))
}

/** The heading, the number of shown stacks, and actions for all stacks. */
export function StackListHead({ list, model }: { readonly list: StackList; readonly model: StackRowsModel }) {
  const { counts, shown } = model
  const checkAccounts = useCheckAccounts()
  const needed = useNeededProfiles(list)
  const [checking, setChecking] = useState(false)
  const check = async () => {
    setChecking(true)
    await checkAccounts(needed)
    setChecking(false)
  }
  const total = `${counts.all} in ${plural(counts.projects, 'project')}`
  return (
    <ListHead
      title="Stacks"
      count={shown === counts.all ? total : `${shown} of ${total}`}
      beside={
        list.scanning && (
          <span className="line text-3 meta" role="status">
            <Spinner />
            Looking, {plural(list.scannedFolders, 'folder')} seen
          </span>
        )
      }
    >
      {counts.wrong > 1 && (
        <Button
          size="small"
          aria-keyshortcuts="Control+Shift+F"
          data-tip="Every stack in the wrong account, with the profile that fits"
          data-tip-keys="Mod Shift F"
          onClick={() => openOverlay(fixAllOverlay)}
        >
          Fix all {counts.wrong}
        </Button>
      )}
      <IconButton label="Look for projects again" onClick={() => void rescan()}>
        <RefreshCw aria-hidden="true" />
      </IconButton>
      <Button
        size="small"
        icon={<FolderOpen aria-hidden="true" />}
        onClick={() => openOverlay(foldersOverlay)}
      >
        Add folder
      </Button>
      <Button
        size="small"
        icon={<ShieldCheck aria-hidden="true" />}
        busy={checking}
        off={needed.length === 0}
        onClick={() => void check()}
      >
        Check accounts
      </Button>
    </ListHead>
  )
}
