import { useEffect, useSyncExternalStore } from 'react'
import type { ProfileList, ProfileSummary } from '../../../shared/contract/models.ts'
import { useListFocus } from '../../list/use-list-focus.ts'
import { drafts, strandedDrafts } from './profile-drafts.ts'
import { FilterRow } from './profile-filters.tsx'
import { ListFoot } from './profile-list-foot.tsx'
import { ProfileListHead } from './profile-list-head.tsx'
import { ListNotices } from './profile-list-notices.tsx'
import { cursor, profileListState } from './profile-list-state.ts'
import { ProfileGrid } from './profile-grid.tsx'
import { nameOfRow } from './profile-rows.ts'
import { ProfileSelectionBar } from './profile-selection-bar.tsx'
import { StrandedNotices } from './stranded-draft-notices.tsx'
import { useRows } from './use-profile-rows.ts'

const cursorIsStranded = (profiles: readonly ProfileSummary[]) => () =>
  strandedDrafts(drafts.get(), profiles).includes(cursor.get() ?? '')

/** Heading, filters, rows and foot of the list. */
export function ListPane({ list }: { readonly list: ProfileList }) {
  const model = useRows()
  useEffect(() => {
    performance.mark('stackpass:list-visible')
  }, [])
  const { grid, filter, focusFilter, leaveFilter } = useListFocus(profileListState, {
    rows: model.rows,
    keyOf: nameOfRow,
  })

  // The panel always has something to show: without a cursor, the first row.
  const first = model.rows.find((row) => row.type === 'profile')
  const firstName = first?.type === 'profile' ? first.profile.name : undefined
  // A form with input stays in the panel, even when another program deletes its profile.
  const keepsForm = useSyncExternalStore(drafts.subscribe, cursorIsStranded(model.profiles))
  useEffect(() => {
    const now = cursor.get()
    if (now === undefined || (!keepsForm && !model.profiles.some((profile) => profile.name === now)))
      cursor.set(firstName)
  }, [firstName, keepsForm, model.profiles])

  return (
    <section className="list-pane profile-list" aria-label="Profiles" data-pane>
      <ProfileListHead shown={model.found.length} total={model.profiles.length} />
      <FilterRow
        counts={model.counts}
        profiles={model.profiles}
        grouped={model.grouped}
        filterRef={filter}
        prepare={model.prepareFilter}
        leave={leaveFilter}
      />
      <ListNotices list={list} compact={model.compact} />
      <StrandedNotices list={list} />
      <ProfileGrid ref={grid} model={model} focusFilter={focusFilter} />
      <ProfileSelectionBar />
      <ListFoot list={list} shown={model.found.length} total={model.profiles.length} />
    </section>
  )
}
