import { useCallback, useEffect, useRef } from 'react'
import type { StackList } from '../../../shared/contract/models.ts'
import { Notice } from '../../ui/notice.tsx'
import { StackListHead } from './list-head.tsx'
import { StackBar } from './stack-bar.tsx'
import { StackFilters } from './stack-filters.tsx'
import { StackGrid, type GridHandle } from './stack-grid.tsx'
import { useStackRows } from './use-stack-rows.ts'
import { WrongAnnouncer } from './wrong-announcer.tsx'

/** Every stack of every project, and which account each would run in. */
export function StackListScreen({ list }: { readonly list: StackList }) {
  const model = useStackRows(list)
  const grid = useRef<GridHandle>(null)
  const filter = useRef<HTMLInputElement>(null)
  const focusGrid = useCallback(() => grid.current?.focus(), [])
  const focusFilter = useCallback(() => {
    filter.current?.focus()
    filter.current?.select()
  }, [])
  useEffect(focusGrid, [focusGrid])
  return (
    <section className="stack-list" aria-label="Stacks" data-pane>
      <WrongAnnouncer list={list} />
      <StackListHead list={list} model={model} />
      <StackFilters counts={model.counts} inputRef={filter} leave={focusGrid} />
      {list.notes.length > 0 && (
        <div className="stack-notes">
          {list.notes.map((note) => (
            <Notice tone="plain" key={note}>
              {note}
            </Notice>
          ))}
        </div>
      )}
      <StackGrid ref={grid} rows={model.rows} focusFilter={focusFilter} />
      <StackBar list={list} />
    </section>
  )
}
