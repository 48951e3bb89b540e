import { ClipboardPaste, Plus } from 'lucide-react'
import { memo } from 'react'
import { hasOverlay } from '../../app/feature-registry.ts'
import { openOverlay } from '../../app/overlays.ts'
import { Button } from '../../ui/button.tsx'

export const ListHead = memo(function ListHead({
  shown,
  total,
}: {
  readonly shown: number
  readonly total: number
}) {
  return (
    <div className="pane-head">
      <h1 className="title">Profiles</h1>
      <span className="text-3" aria-live="polite">
        {shown === total ? total : `${shown} of ${total}`}
      </span>
      <span className="grow" />
      {hasOverlay('import') && (
        <Button
          size="small"
          icon={<ClipboardPaste aria-hidden="true" />}
          aria-keyshortcuts="Control+I"
          onClick={() => openOverlay('import')}
        >
          Import
        </Button>
      )}
      <Button
        size="small"
        icon={<Plus aria-hidden="true" />}
        aria-keyshortcuts="Control+N"
        onClick={() => openOverlay('new-profile')}
      >
        New profile
      </Button>
    </div>
  )
})
