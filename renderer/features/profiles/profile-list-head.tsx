import { ClipboardPaste, Plus } from 'lucide-react'
import { memo } from 'react'
import { hasOverlay } from '../../app/feature-registry.ts'
import { spoken, usePrintedKeys } from '../../app/key-bindings.ts'
import { openOverlay } from '../../app/overlays.ts'
import { ListHead } from '../../list/list-head.tsx'
import { Button } from '../../ui/button.tsx'

export const ProfileListHead = memo(function ProfileListHead({
  shown,
  total,
}: {
  readonly shown: number
  readonly total: number
}) {
  const keys = usePrintedKeys()
  return (
    <ListHead title="Profiles" count={shown === total ? total : `${shown} of ${total}`}>
      {hasOverlay('import') && (
        <Button
          size="small"
          icon={<ClipboardPaste aria-hidden="true" />}
          aria-keyshortcuts={spoken(keys('import'))}
          onClick={() => openOverlay('import')}
        >
          Import
        </Button>
      )}
      <Button
        size="small"
        icon={<Plus aria-hidden="true" />}
        aria-keyshortcuts={spoken(keys('newProfile'))}
        onClick={() => openOverlay('new-profile')}
      >
        New profile
      </Button>
    </ListHead>
  )
})
