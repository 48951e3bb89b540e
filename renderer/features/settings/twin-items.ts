import type { PaletteItem } from '../../app/feature.ts'
import { useProfileList } from '../../app/core-queries.ts'
import { reviewTwin } from '../../app/review-twin.ts'

const none: readonly PaletteItem[] = []
/** These kinds have their keys in the files, where every tool finds them, or have no credentials to give. */
const needNone = new Set(['keys', 'session', 'incomplete'])

/** A line for each profile that some tools cannot use, once the query asks for a twin. */
export function useTwinItems(query: string): readonly PaletteItem[] {
  const profiles = useProfileList()?.profiles ?? []
  if (!/\btwin/i.test(query)) return none
  return profiles
    .filter(({ kind }) => !needNone.has(kind))
    .map(({ name }) => ({
      id: `twin:${name}`,
      section: 'Actions',
      label: `Make a twin of ${name} for tools that cannot use it`,
      run: () => reviewTwin(name),
    }))
}
