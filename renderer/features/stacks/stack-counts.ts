import { useMemo } from 'react'
import type { StackList } from '../../../shared/contract/models.ts'
import { useKnownStacks } from './stack-queries.ts'

/** How many stacks name each profile, in their own file or their project's. */
function countNamed(list: StackList): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { stacks } of list.projects)
    for (const { namedProfiles } of stacks)
      for (const name of namedProfiles) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}

/** The counts for the list of profiles; undefined until stacks are known, or if there are none. */
export function useStackCounts(): ReadonlyMap<string, number> | undefined {
  const list = useKnownStacks()
  return useMemo(
    () =>
      list === undefined || list.projects.every(({ stacks }) => stacks.length === 0)
        ? undefined
        : countNamed(list),
    [list],
  )
}
