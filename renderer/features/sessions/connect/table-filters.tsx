import { ChevronDown, PanelRight, Search, X } from 'lucide-react'
import type { Ref } from 'react'
import { Button } from '../../../ui/button.tsx'
import { FilterButton, FilterTabs } from '../../../ui/filter-tabs.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Keys } from '../../../ui/key-caps.tsx'
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

/** What is shown of the table. A role without a column gets no profile; a row that a filter hides keeps its choice. */
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
  const text = useStore(filterText)
  const isOnlyNew = useStore(onlyNew)
  return (
    <div className="connect-filters">
      <label className="list-filter connect-filter">
        <Search aria-hidden="true" />
        <input
          ref={inputRef}
          value={text}
          placeholder="Filter accounts, roles and names"
          aria-label="Filter accounts"
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => filterText.set(event.target.value)}
          onKeyDown={(event) => {
            if (!['ArrowDown', 'Enter', 'Escape'].includes(event.key)) return
            event.preventDefault()
            if (event.key === 'Escape' && text !== '') filterText.set('')
            else leave()
          }}
        />
        {text === '' ? (
          <Keys keys={['/']} />
        ) : (
          <IconButton label="Clear filter" small onClick={() => filterText.set('')}>
            <X aria-hidden="true" />
          </IconButton>
        )}
      </label>
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
