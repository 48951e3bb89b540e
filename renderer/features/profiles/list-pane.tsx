import { useCallback, useEffect, useRef } from 'react'
import type { ProfileList } from '../../../shared/contract/models.ts'
import { FilterRow } from './filter-row.tsx'
import { ListFoot } from './list-foot.tsx'
import { ListHead } from './list-head.tsx'
import { ListNotices } from './list-notices.tsx'
import { cursor } from './list-state.ts'
import { ProfileGrid, type GridHandle } from './profile-grid.tsx'
import { SelectionBar } from './selection-bar.tsx'
import { useRows } from './use-rows.ts'

/** Heading, filters, rows and foot of the list. */
export function ListPane({ list }: { readonly list: ProfileList }) {
  const model = useRows()
  const grid = useRef<GridHandle>(null)
  const filter = useRef<HTMLInputElement>(null)
  const focusGrid = useCallback(() => grid.current?.focus(), [])
  const focusFilter = useCallback(() => {
    filter.current?.focus()
    filter.current?.select()
  }, [])

  // The panel always has something to show: without a cursor, the first row.
  const first = model.rows.find((row) => row.type === 'profile')
  const firstName = first?.type === 'profile' ? first.profile.name : undefined
  useEffect(() => {
    const now = cursor.get()
    if (now === undefined || !model.profiles.some((profile) => profile.name === now)) cursor.set(firstName)
  }, [firstName, model.profiles])
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
        leave={focusGrid}
      />
      <ListNotices list={list} compact={model.compact} />
      <ProfileGrid ref={grid} model={model} focusFilter={focusFilter} />
      <SelectionBar />
      <ListFoot list={list} shown={model.found.length} total={model.profiles.length} />
    </section>
  )
}
