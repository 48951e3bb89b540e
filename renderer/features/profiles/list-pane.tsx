import { useCallback, useEffect, useRef, useSyncExternalStore } from 'react'
import type { ProfileList, ProfileSummary } from '../../../shared/contract/models.ts'
import { drafts, strandedDrafts } from './drafts.ts'
import { FilterRow } from './filter-row.tsx'
import { ListFoot } from './list-foot.tsx'
import { ListHead } from './list-head.tsx'
import { ListNotices } from './list-notices.tsx'
import { cursor } from './list-state.ts'
import { ProfileGrid, type GridHandle } from './profile-grid.tsx'
import { SelectionBar } from './selection-bar.tsx'
import { StrandedNotices } from './stranded-notices.tsx'
import { useRows } from './use-rows.ts'

const cursorIsStranded = (profiles: readonly ProfileSummary[]) => () =>
  strandedDrafts(drafts.get(), profiles).includes(cursor.get() ?? '')

/** Heading, filters, rows and foot of the list. */
export function ListPane({ list }: { readonly list: ProfileList }) {
  const model = useRows()
  const grid = useRef<GridHandle>(null)
  const filter = useRef<HTMLInputElement>(null)
  const focusGrid = useCallback(() => grid.current?.focus(), [])
  const shown = useRef(model.rows)
  useEffect(() => {
    shown.current = model.rows
  }, [model.rows])
  // From the filter to its hits: keys act on a row that is in view.
  const leaveFilter = useCallback(() => {
    const names = shown.current.flatMap((row) => (row.type === 'profile' ? [row.profile.name] : []))
    if (names.length > 0 && !names.includes(cursor.get() ?? '')) cursor.set(names[0])
    focusGrid()
  }, [focusGrid])
  const focusFilter = useCallback(() => {
    filter.current?.focus()
    filter.current?.select()
  }, [])

  // The panel always has something to show: without a cursor, the first row.
  const first = model.rows.find((row) => row.type === 'profile')
  const firstName = first?.type === 'profile' ? first.profile.name : undefined
  // A form with something typed into it stays in the panel, also when another program deletes its profile.
  const keepsForm = useSyncExternalStore(drafts.subscribe, cursorIsStranded(model.profiles))
  useEffect(() => {
    const now = cursor.get()
    if (now === undefined || (!keepsForm && !model.profiles.some((profile) => profile.name === now)))
      cursor.set(firstName)
  }, [firstName, keepsForm, model.profiles])
  useEffect(() => {
    performance.mark('stackpass:list-visible')
    focusGrid()
  }, [focusGrid])

  return (
    <section className="profile-list" aria-label="Profiles" data-pane>
      <ListHead shown={model.found.length} total={model.profiles.length} />
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
      <SelectionBar />
      <ListFoot list={list} shown={model.found.length} total={model.profiles.length} />
    </section>
  )
}
