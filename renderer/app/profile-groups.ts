import { useMemo } from 'react'
import { createStore } from '../ui/store.ts'
import { useProfileList, useSettings } from './core-queries.ts'

/** The group that the profile list is filtered by. */
export const groupFilter = createStore<string | undefined>(undefined)

/** The user's groups with their colour and the number of profiles in each. */
export function useGroupCounts() {
  const settings = useSettings()
  const list = useProfileList()
  return useMemo(() => {
    const counts = new Map<string, number>()
    for (const { group } of list?.profiles ?? []) {
      if (group !== undefined) counts.set(group, (counts.get(group) ?? 0) + 1)
    }
    return (settings?.groups ?? []).map((group) => ({ ...group, count: counts.get(group.name) ?? 0 }))
  }, [settings?.groups, list?.profiles])
}

/** The colour of each group by name. */
export function useGroupColours(): ReadonlyMap<string, string> {
  const groups = useSettings()?.groups
  return useMemo(() => new Map((groups ?? []).map((group) => [group.name, group.colour])), [groups])
}
