import { groupFilter } from '../../app/groups.ts'
import { Button } from '../../ui/button.tsx'
import { useStore } from '../../ui/store.ts'
import { clearFilters, filterText } from './list-state.ts'

/** A filter that nothing passes: says so and offers the way back. */
export function NoRows() {
  const text = useStore(filterText)
  return (
    <div role="rowgroup">
      <div role="row" className="no-rows">
        <div role="gridcell">
          <p className="strong">No profile matches</p>
          <p className="text-2">
            {text === ''
              ? 'The filters hide every profile.'
              : `Nothing has "${text}" in its name, account, region, kind, role or source.`}
          </p>
          <Button
            size="small"
            onClick={() => {
              clearFilters()
              groupFilter.set(undefined)
            }}
          >
            Clear filter
          </Button>
        </div>
      </div>
    </div>
  )
}
