import { allFeatures } from './feature-registry.ts'

export interface FilledColumn {
  readonly label: string
  readonly counts: ReadonlyMap<string, number>
}

/** The column that a feature adds to the list of profiles, once it has something to count. */
export function useProfileColumn(): FilledColumn | undefined {
  let found: FilledColumn | undefined
  for (const { profileColumn } of allFeatures()) {
    const counts = profileColumn?.useCounts()
    if (found === undefined && profileColumn !== undefined && counts !== undefined)
      found = { label: profileColumn.label, counts }
  }
  return found
}
