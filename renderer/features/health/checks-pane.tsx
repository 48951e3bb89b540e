import { useMemo, useState } from 'react'
import type { ProfileList } from '../../../shared/contract/models.ts'
import { useVerify } from '../../app/use-verify.ts'
import { verifyRuns } from '../../app/verify-progress.ts'
import { FilterText } from '../../list/filter-text.tsx'
import { useListFocus } from '../../list/use-list-focus.ts'
import { Button } from '../../ui/button.tsx'
import { FilterButton, FilterTabs } from '../../ui/filter-tabs.tsx'
import { MenuButton, MenuCheck, MenuGroup } from '../../ui/menu.tsx'
import { plural } from '../../ui/plural.ts'
import { termsOf } from '../../ui/filter-terms.ts'
import { createStore, useStore } from '../../ui/store.ts'
import type { CheckState } from './check-groups.ts'
import { CheckList } from './check-list.tsx'
import { keyOfRow } from './check-rows.ts'
import { CheckSummary } from './check-summary.tsx'
import { healthList } from './health-list-state.ts'
import { OldKeys } from './old-keys.tsx'
import { PlainKeys } from './plain-keys.tsx'
import { useChecks } from './use-checks.ts'

const usualAtOnce = 8
const choices = [1, 4, usualAtOnce, 16, 32]
/** How many profiles are checked at once, for as long as the page is open. */
const atOnce = createStore(usualAtOnce)

/** The counts, the button to check all profiles, and the results. */
export function ChecksPane({ profiles }: { readonly profiles: ProfileList['profiles'] }) {
  const [filter, setFilter] = useState<CheckState | 'all'>('all')
  const text = useStore(healthList.filterText)
  const terms = useMemo(() => termsOf(text), [text])
  const { rows, counts, lastAt } = useChecks(profiles, filter, terms)
  const {
    grid,
    filter: filterField,
    focusFilter,
    leaveFilter,
  } = useListFocus(healthList, { rows, keyOf: keyOfRow })
  const concurrency = useStore(atOnce)
  const running = useStore(verifyRuns).size > 0
  const verify = useVerify()
  const verifyAll = async (): Promise<void> => {
    const names = profiles.map(({ name }) => name)
    await verify(undefined, names, { concurrency })
  }
  return (
    <section className="main-pane health-checks" data-pane aria-label="Checks">
      <header className="pane-head">
        <h1 className="title">Health</h1>
        <span className="text-3">{plural(profiles.length, 'profile')}</span>
        <span className="grow" />
        <FilterText
          filterText={healthList.filterText}
          label="Filter checks"
          className="health-filter"
          inputRef={filterField}
          leave={leaveFilter}
        />
        <MenuButton trigger={<FilterButton>{concurrency} at once</FilterButton>}>
          <MenuGroup label="Checks at the same time">
            {choices.map((choice) => (
              <MenuCheck key={choice} checked={choice === concurrency} onChange={() => atOnce.set(choice)}>
                {choice === 1 ? 'One after the other' : `${choice} at once`}
              </MenuCheck>
            ))}
          </MenuGroup>
        </MenuButton>
        <Button
          look="primary"
          size="small"
          data-verify-all
          busy={running}
          off={profiles.length === 0}
          onClick={() => void verifyAll()}
        >
          Verify all
        </Button>
      </header>
      <PlainKeys />
      <OldKeys />
      <CheckSummary counts={counts} total={profiles.length} lastAt={lastAt} />
      <div className="health-tabs">
        <FilterTabs<CheckState | 'all'>
          label="Which checks"
          value={filter}
          onChange={setFilter}
          tabs={[
            { value: 'all', label: 'All', count: profiles.length },
            { value: 'broken', label: 'Broken', count: counts.broken, bad: counts.broken > 0 },
            { value: 'waiting', label: 'Waiting', count: counts.waiting },
            { value: 'expiring', label: 'Ends soon', count: counts.expiring },
            { value: 'unchecked', label: 'Not checked', count: counts.unchecked },
            { value: 'valid', label: 'Works', count: counts.valid },
          ]}
        />
      </div>
      <CheckList ref={grid} rows={rows} filter={filter} terms={terms} focusFilter={focusFilter} />
    </section>
  )
}
