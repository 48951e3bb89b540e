import { ChevronDown, PanelRight } from 'lucide-react'
import type { Ref } from 'react'
import { FilterText } from '../../../list/filter-text.tsx'
import { Button } from '../../../ui/button.tsx'
import { FilterButton, FilterTabs } from '../../../ui/filter-tabs.tsx'
import { MenuButton, MenuCheck, MenuItem, MenuLine } from '../../../ui/menu.tsx'
import { useStore } from '../../../ui/store.ts'
import type { RoleColumn } from './account-rows.ts'
import { filterText, hiddenRoles, namesOpen, onlyNew } from './connect-state.ts'

function RolesMenu({ roles }: { readonly roles: readonly RoleColumn[] }) {
  const hidden = useStore(hiddenRoles)
  const shown = roles.filter(({ name }) => !hidden.has(name)).length
  return (
    <MenuButton
      align="end"
      trigger={
        <FilterButton set={shown < roles.length}>
          Roles: {shown === roles.length ? `all ${roles.length}` : `${shown} of ${roles.length}`}
          <ChevronDown aria-hidden="true" />
        </FilterButton>
      }
    >
      <MenuItem onSelect={() => hiddenRoles.set(new Set())}>All roles</MenuItem>
      <MenuItem onSelect={() => hiddenRoles.set(new Set(roles.map(({ name }) => name)))}>None</MenuItem>
      <MenuLine />
      {roles.map(({ name, accounts }) => (
        <MenuCheck
          key={name}
          checked={!hidden.has(name)}
          end={accounts}
          onChange={(on) =>
            hiddenRoles.update((set) => {
              const next = new Set(set)
              if (on) next.delete(name)
              else next.add(name)
              return next
            })
          }
        >
          {name}
        </MenuCheck>
      ))}
    </MenuButton>
  )
}

/** The filters of the table. A role without a column gets no profile; a row that a filter hides keeps its choice. */
export function TableFilters({
  roles,
  newCount,
  inputRef,
  leave,
  wide,
}: {
  readonly roles: readonly RoleColumn[]
  readonly newCount: number
  readonly inputRef: Ref<HTMLInputElement>
  readonly leave: () => void
  readonly wide: boolean
}) {
  const isOnlyNew = useStore(onlyNew)
  return (
    <div className="connect-filters">
      <FilterText
        filterText={filterText}
        label="Filter accounts"
        placeholder="Filter accounts, roles and names"
        className="connect-filter"
        inputRef={inputRef}
        leave={leave}
      />
      <span className="grow" />
      {roles.length > 0 && <RolesMenu roles={roles} />}
      <FilterTabs
        label="Accounts that are shown"
        value={isOnlyNew ? 'new' : 'all'}
        tabs={[
          { value: 'all', label: 'All' },
          { value: 'new', label: 'Only new', count: newCount },
        ]}
        onChange={(next) => onlyNew.set(next === 'new')}
      />
      {!wide && (
        <Button
          size="small"
          icon={<PanelRight aria-hidden="true" />}
          aria-haspopup="dialog"
          onClick={() => namesOpen.set(true)}
        >
          Names
        </Button>
      )}
    </div>
  )
}
