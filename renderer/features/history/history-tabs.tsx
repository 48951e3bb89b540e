import type { ReactNode } from 'react'
import { navigate } from '../../app/navigation.ts'
import { FilterTabs } from '../../ui/filter-tabs.tsx'

const tabs = [
  { value: 'changes', label: 'File changes' },
  { value: 'log', label: 'Credential use' },
] as const

/** The tabs of the History screen; `end` is at the right. */
export function HistoryTabs({ value, end }: { readonly value: 'changes' | 'log'; readonly end?: ReactNode }) {
  return (
    <div className="history-tabs">
      <FilterTabs
        label="History"
        tabs={tabs}
        value={value}
        onChange={(next) => navigate('history', next === 'log' ? 'log' : undefined)}
      />
      {end}
    </div>
  )
}
