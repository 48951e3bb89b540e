import type { ProfileList } from '../../../shared/contract/models.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useStore } from '../../ui/store.ts'
import { drafts, strandedDrafts } from './profile-drafts.ts'
import { cursor, sheetOpen } from './profile-list-state.ts'

/** Links back to unsaved input for profiles that another program deleted, except the one in the panel. */
export function StrandedNotices({ list }: { readonly list: ProfileList }) {
  const all = useStore(drafts)
  const shown = useStore(cursor)
  const names = strandedDrafts(all, list.profiles).filter((name) => name !== shown)
  if (names.length === 0) return null
  return (
    <div className="list-notices">
      {names.map((name) => (
        <Notice
          key={name}
          tone="amber"
          strong={`${name} is gone from disk.`}
          actions={
            <Button
              size="tiny"
              onClick={() => {
                cursor.set(name)
                sheetOpen.set(true)
              }}
            >
              Show what you typed
            </Button>
          }
        >
          Another program deleted or renamed it while you were editing.
        </Notice>
      ))}
    </div>
  )
}
