import { groupFilter } from '../../app/profile-groups.ts'
import { NoRows } from '../../list/no-rows.tsx'
import { useStore } from '../../ui/store.ts'
import { clearFilters, filterText } from './profile-list-state.ts'

/** Shown when no profile matches the filters. */
export function NoProfiles() {
  const text = useStore(filterText)
  return (
    <NoRows
      title="No profile matches"
      text={
        text === ''
          ? 'The filters hide every profile.'
          : `Nothing has "${text}" in its name, account, region, kind, role or source.`
      }
      clear={() => {
        clearFilters()
        groupFilter.set(undefined)
      }}
    />
  )
}
