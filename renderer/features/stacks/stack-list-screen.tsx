import type { StackList } from '../../../shared/contract/models.ts'
import { useListFocus } from '../../list/use-list-focus.ts'
import { Notice } from '../../ui/notice.tsx'
import { StackListHead } from './stack-list-head.tsx'
import { stackListState } from './stack-list-state.ts'
import { StackMenu } from './stack-menu.tsx'
import { keyOfRow, stacksOf } from './stack-rows.ts'
import { StackSelectionBar } from './stack-selection-bar.tsx'
import { StackFilters } from './stack-filters.tsx'
import { StackGrid } from './stack-grid.tsx'
import { useStackRows } from './use-stack-rows.ts'
import { WrongAnnouncer } from './wrong-account-announcer.tsx'

/** Every stack of every project, and which account each would run in. */
export function StackListScreen({ list }: { readonly list: StackList }) {
  const model = useStackRows(list)
  const { grid, filter, focusFilter, leaveFilter } = useListFocus(stackListState, {
    rows: model.rows,
    keyOf: keyOfRow,
  })
  return (
    <section className="list-pane stack-list" aria-label="Stacks" data-pane>
      <WrongAnnouncer list={list} />
      <StackListHead list={list} model={model} />
      <StackFilters counts={model.counts} inputRef={filter} leave={leaveFilter} />
      {list.notes.length > 0 && (
        <div className="list-notices">
          {list.notes.map((note) => (
            <Notice tone="plain" key={note}>
              {note}
            </Notice>
          ))}
        </div>
      )}
      <StackGrid ref={grid} list={list} rows={model.rows} focusFilter={focusFilter} />
      <StackSelectionBar list={list} />
      <StackMenu stacks={stacksOf(model.rows)} />
    </section>
  )
}
