import { useEffect, useState } from 'react'
import { usePlace } from '../../app/navigation.ts'
import { useProfileList } from '../../app/core-queries.ts'
import { wantsEdit } from '../../app/edit-profile.ts'
import { useStore } from '../../ui/store.ts'
import { bulkForm } from './bulk-form.ts'
import { DetailPanel } from './profile-detail-panel.tsx'
import { EmptyScreen } from './empty-profiles-screen.tsx'
import { ListPane } from './profile-list-pane.tsx'
import { cursor, sheetOpen } from './profile-list-state.ts'
import { ProfileDialogs } from './profile-dialogs.tsx'
import './profiles.css'
import { UnreadableScreen } from './unreadable-file-screen.tsx'
import { RowMenu } from './row-menu.tsx'
import { useStartEdit } from './use-start-edit.ts'
import { useWide } from '../../app/use-wide-window.ts'
import { tellNotLoaded } from '../../app/tell-not-loaded.ts'
import { late } from '../../ui/late-part.tsx'
import { LayerBoundary } from '../../ui/layer-boundary.tsx'

const DetailSheet = late(
  () => import('./profile-detail-sheet.tsx'),
  (module) => module.DetailSheet,
)

const BulkPanel = late(
  () => import('./bulk-panel.tsx'),
  (module) => module.BulkPanel,
)

function Bulk() {
  const form = useStore(bulkForm)
  if (form === undefined) return null
  return (
    <LayerBoundary
      again={form}
      onFailure={(error) => {
        bulkForm.set(undefined)
        tellNotLoaded(error)
      }}
    >
      <BulkPanel key={form.type} form={form} />
    </LayerBoundary>
  )
}

/** The panel on the right; below 960 px a sheet over the list. */
function Detail() {
  const name = useStore(cursor)
  const open = useStore(sheetOpen)
  const isBulk = useStore(bulkForm) !== undefined
  if (useWide()) {
    return (
      <aside className="side-pane" data-pane aria-label="Profile">
        {isBulk ? <Bulk /> : <DetailPanel />}
      </aside>
    )
  }
  if (isBulk) return <Bulk />
  if (!open || name === undefined) return null
  return <DetailSheet name={name} />
}

/** Every profile, and one of them in detail. */
export function ProfilesScreen() {
  const list = useProfileList()
  const place = usePlace()
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(new Set())
  useEffect(() => {
    if (place.view === 'profiles' && place.item !== undefined) {
      cursor.set(place.item)
      sheetOpen.set(true)
    }
  }, [place])
  const startEdit = useStartEdit()
  const edit = useStore(wantsEdit)
  useEffect(() => {
    if (edit === undefined) return
    wantsEdit.set(undefined)
    void startEdit(edit)
  }, [edit, startEdit])
  if (list === undefined) return null
  const unreadable = list.files.find((file) => file.state === 'unreadable' && !dismissed.has(file.path))
  if (unreadable !== undefined) {
    return (
      <UnreadableScreen
        file={unreadable}
        list={list}
        showRest={() => setDismissed((old) => new Set([...old, unreadable.path]))}
      />
    )
  }
  if (list.profiles.length === 0 && list.files.every((file) => file.state !== 'unreadable')) {
    return (
      <>
        <EmptyScreen list={list} />
        <ProfileDialogs />
      </>
    )
  }
  return (
    <>
      <ListPane list={list} />
      <Detail />
      <RowMenu />
      <ProfileDialogs />
    </>
  )
}
