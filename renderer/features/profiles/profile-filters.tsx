import { ChevronDown, Split, X } from 'lucide-react'
import { memo, useMemo, type Ref } from 'react'
import { Account } from '../../app/account.tsx'
import type { ProfileSummary } from '../../../shared/contract/models.ts'
import { groupFilter } from '../../app/profile-groups.ts'
import { FilterText } from '../../list/filter-text.tsx'
import { toggled } from '../../list/list-state.ts'
import { FilterButton, FilterTabs } from '../../ui/filter-tabs.tsx'
import { MenuButton, MenuCheck, MenuItem, MenuLine } from '../../ui/menu.tsx'
import { useStore } from '../../ui/store.ts'
import { kindLabels, kinds, type ProfileKind } from './profile-kinds.ts'
import {
  accountFilter,
  fullAccounts,
  groupByAccount,
  kindFilter,
  listTab,
  profileListState,
  type ListTab,
} from './profile-list-state.ts'
import { noAccount } from './profile-rows.ts'

const mostAccounts = 200

function counted<T>(profiles: readonly ProfileSummary[], of: (profile: ProfileSummary) => T): Map<T, number> {
  const counts = new Map<T, number>()
  for (const profile of profiles) counts.set(of(profile), (counts.get(of(profile)) ?? 0) + 1)
  return counts
}

const fork = <Split aria-hidden="true" />
const showFewOfEachAccount = () => fullAccounts.update((set) => (set.size === 0 ? set : new Set()))

function KindFilter({ profiles }: { readonly profiles: readonly ProfileSummary[] }) {
  const chosen = useStore(kindFilter)
  const counts = useMemo(() => counted(profiles, (profile) => profile.kind), [profiles])
  return (
    <MenuButton
      trigger={
        <FilterButton set={chosen.size > 0}>
          {chosen.size === 0 ? 'Kind' : `Kind: ${[...chosen].map((kind) => kindLabels[kind]).join(', ')}`}
          <ChevronDown aria-hidden="true" />
        </FilterButton>
      }
    >
      {kinds
        .filter((kind) => counts.has(kind) || chosen.has(kind))
        .map((kind: ProfileKind) => (
          <MenuCheck
            key={kind}
            checked={chosen.has(kind)}
            onChange={() => kindFilter.update((set) => toggled(set, kind))}
            end={counts.get(kind) ?? 0}
          >
            {kindLabels[kind]}
          </MenuCheck>
        ))}
      {chosen.size > 0 && (
        <>
          <MenuLine />
          <MenuItem onSelect={() => kindFilter.set(new Set())}>All kinds</MenuItem>
        </>
      )}
    </MenuButton>
  )
}

function AccountFilter({
  profiles,
  grouped,
}: {
  readonly profiles: readonly ProfileSummary[]
  readonly grouped: boolean
}) {
  const chosen = useStore(accountFilter)
  const accounts = useMemo(
    () => [...counted(profiles, (profile) => profile.account ?? noAccount)].sort((a, b) => b[1] - a[1]),
    [profiles],
  )
  const [only] = chosen
  const label =
    chosen.size === 0 ? 'Account' : chosen.size === 1 ? `Account: ${only}` : `${chosen.size} accounts`
  return (
    <MenuButton
      trigger={
        <FilterButton set={chosen.size > 0 || grouped}>
          {chosen.size === 0 && grouped ? 'Grouped by account' : label}
          <ChevronDown aria-hidden="true" />
        </FilterButton>
      }
    >
      <MenuCheck checked={grouped} onChange={(on) => groupByAccount.set(on)}>
        Group by account
      </MenuCheck>
      <MenuLine />
      {accounts.slice(0, mostAccounts).map(([account, count]) => (
        <MenuCheck
          key={account}
          checked={chosen.has(account)}
          onChange={() => accountFilter.update((set) => toggled(set, account))}
          end={count}
        >
          <Account id={account} />
        </MenuCheck>
      ))}
      {chosen.size > 0 && (
        <>
          <MenuLine />
          <MenuItem onSelect={() => accountFilter.set(new Set())}>All accounts</MenuItem>
        </>
      )}
    </MenuButton>
  )
}

/** The filters of the list: tabs, words, kind, account, group. */
export const FilterRow = memo(function FilterRow({
  counts,
  profiles,
  grouped,
  filterRef,
  prepare,
  leave,
}: {
  readonly counts: {
    readonly expiring: number
    readonly attention: number
    /** Undefined: not known yet. */
    readonly disagree: number | undefined
  }
  readonly profiles: readonly ProfileSummary[]
  readonly grouped: boolean
  readonly filterRef: Ref<HTMLInputElement>
  /** Called when the filter gets the focus, before the first letter. */
  readonly prepare: () => void
  readonly leave: () => void
}) {
  const tab = useStore(listTab)
  const group = useStore(groupFilter)
  return (
    <div className="list-filters">
      <FilterTabs<ListTab>
        label="Show"
        value={tab}
        onChange={(next) => listTab.set(next)}
        tabs={[
          { value: 'all', label: 'All' },
          { value: 'expiring', label: 'Expiring', count: counts.expiring },
          { value: 'attention', label: 'Needs attention', count: counts.attention },
          {
            value: 'disagree',
            label: 'Tools disagree',
            icon: fork,
            ...(counts.disagree !== undefined && { count: counts.disagree }),
          },
        ]}
      />
      <span className="grow" />
      <FilterText
        filterText={profileListState.filterText}
        label="Filter profiles"
        inputRef={filterRef}
        leave={leave}
        onFocus={prepare}
        onTyped={showFewOfEachAccount}
      />
      {group !== undefined && (
        <FilterButton
          set
          onClick={() => groupFilter.set(undefined)}
          aria-label={`Show all groups, not only ${group}`}
        >
          {group}
          <X aria-hidden="true" />
        </FilterButton>
      )}
      <KindFilter profiles={profiles} />
      <AccountFilter profiles={profiles} grouped={grouped} />
    </div>
  )
})
