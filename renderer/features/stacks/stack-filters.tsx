import type { Ref } from 'react'
import { FilterText } from '../../list/filter-text.tsx'
import { FilterButton, FilterTabs } from '../../ui/filter-tabs.tsx'
import { useStore } from '../../ui/store.ts'
import {
  sourceFilter,
  stackListState,
  stackTab,
  type ProfileFrom,
  type StackTab,
} from './stack-list-state.ts'
import type { StackCounts } from './stack-rows.ts'
import { sourceWords } from './profile-source-icon.tsx'

const always: readonly ProfileFrom[] = ['stack', 'project', 'esc', 'environment', 'default']
const rare: readonly ProfileFrom[] = ['keys', 'none', 'unknown']

/** The filters of the stacks: by account, by the profile's source, by words. */
export function StackFilters({
  counts,
  inputRef,
  leave,
}: {
  readonly counts: StackCounts
  readonly inputRef: Ref<HTMLInputElement>
  readonly leave: () => void
}) {
  const tab = useStore(stackTab)
  const from = useStore(sourceFilter)
  const sources = [...always, ...rare.filter((source) => counts.from.has(source))]
  return (
    <div className="list-filters">
      <FilterTabs<StackTab>
        label="Show"
        value={tab}
        onChange={(next) => stackTab.set(next)}
        tabs={[
          { value: 'all', label: 'All' },
          { value: 'wrong', label: 'Wrong account', count: counts.wrong, bad: counts.wrong > 0 },
          { value: 'open', label: 'Not pinned', count: counts.open },
        ]}
      />
      <FilterText
        filterText={stackListState.filterText}
        label="Filter stacks"
        inputRef={inputRef}
        leave={leave}
      />
      <span className="grow" />
      <div className="tabs source-tabs" role="group" aria-label="Profile comes from">
        <span className="text-3 meta source-words">Profile comes from</span>
        {sources.map((source) => (
          <FilterButton
            key={source}
            set={from === source}
            aria-pressed={from === source}
            onClick={() => sourceFilter.set(from === source ? undefined : source)}
          >
            {sourceWords[source]}
            <span className="count">{counts.from.get(source) ?? 0}</span>
          </FilterButton>
        ))}
      </div>
    </div>
  )
}
