import { useCallback, useMemo } from 'react'
import type { ProfileSummary } from '../../../shared/contract/models.ts'
import { useHalfMinute } from '../../app/clock.ts'
import { groupFilter } from '../../app/profile-groups.ts'
import { countAttention, isExpiring, needsAttention } from '../../app/profile-status.ts'
import { useProfileList, useSettings } from '../../app/core-queries.ts'
import { useToolAnswers, type ToolAnswers } from '../../app/tool-answers.ts'
import { useProfileAccess } from '../../app/session-queries.ts'
import { termsOf } from '../../ui/filter-terms.ts'
import { useStore } from '../../ui/store.ts'
import {
  accountFilter,
  closedAccounts,
  filterText,
  fullAccounts,
  groupByAccount,
  kindFilter,
  listTab,
  sortBy,
  type ListTab,
} from './profile-list-state.ts'
import { accountRows, flatRows, noAccount } from './profile-rows.ts'
import { prepareSearch, search } from './search-profiles.ts'
import { sortProfiles } from './sort-profiles.ts'

const none: readonly ProfileSummary[] = []
/** With this many profiles, the page offers compact rows and groups. */
export const manyProfiles = 80

/** Whether a profile belongs to a tab. */
function isInTab(profile: ProfileSummary, tab: ListTab, now: number, tools: ToolAnswers): boolean {
  if (tab === 'expiring') return isExpiring(profile, now)
  if (tab === 'attention') return needsAttention(profile, tools.refusals.get(profile.name))
  return tab === 'all' || tools.disagree?.has(profile.name) === true
}

/** What the list shows now, from the data and the filters. Each step is memoised, so that typing repeats only the last. */
export function useRows() {
  const profiles = useProfileList()?.profiles ?? none
  const compact = useSettings()?.density === 'compact'
  const now = useHalfMinute()
  const tools = useToolAnswers()
  const access = useProfileAccess()
  const sort = useStore(sortBy)
  const tab = useStore(listTab)
  const kinds = useStore(kindFilter)
  const accounts = useStore(accountFilter)
  const group = useStore(groupFilter)
  const text = useStore(filterText)
  const closed = useStore(closedAccounts)
  const full = useStore(fullAccounts)
  const grouped = useStore(groupByAccount) ?? (compact && profiles.length > manyProfiles)

  // Time matters only when the ranks of a status sort are first taken.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const sorted = useMemo(() => sortProfiles(profiles, sort, now, tools.refusals, access), [profiles, sort])
  const counts = useMemo(
    () => ({
      expiring: profiles.filter((profile) => isExpiring(profile, now)).length,
      attention: countAttention(profiles, tools.refusals),
      disagree: tools.disagree?.size,
    }),
    [profiles, now, tools],
  )
  const narrowed = useMemo(
    () =>
      sorted.filter(
        (profile) =>
          isInTab(profile, tab, now, tools) &&
          (kinds.size === 0 || kinds.has(profile.kind)) &&
          (accounts.size === 0 || accounts.has(profile.account ?? noAccount)) &&
          (group === undefined || profile.group === group),
      ),
    // Only one tab depends on the time, and two on what tools use.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [sorted, tab, kinds, accounts, group, tab === 'expiring' ? now : 0, tab === 'all' ? undefined : tools],
  )
  const totals = useMemo(() => {
    const counted = new Map<string, number>()
    for (const { account = noAccount } of profiles) counted.set(account, (counted.get(account) ?? 0) + 1)
    return counted
  }, [profiles])
  const prepareFilter = useCallback(() => prepareSearch(narrowed), [narrowed])
  const terms = useMemo(() => termsOf(text), [text])
  const found = useMemo(() => search(narrowed, terms), [narrowed, terms])
  const rows = useMemo(
    () =>
      grouped ? accountRows(found, totals, { filtered: terms.length > 0, closed, full }) : flatRows(found),
    [found, grouped, totals, terms, closed, full],
  )
  return { profiles, found, rows, terms, counts, totals, tools, access, grouped, compact, prepareFilter }
}

export type RowsModel = ReturnType<typeof useRows>
