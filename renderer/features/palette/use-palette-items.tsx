import { ArrowRight } from 'lucide-react'
import type { PaletteItem } from '../../app/feature.ts'
import { allFeatures } from '../../app/feature-registry.ts'
import { navigate } from '../../app/navigation.ts'

const noItems: readonly PaletteItem[] = []

/** Lines of all features in the order of the navigation, then the screens. */
export function usePaletteItems(query: string): readonly PaletteItem[] {
  // The features of a page never change, so their hooks are called in the same order each time.
  const ofFeatures = allFeatures().flatMap((feature) => feature.usePaletteItems?.(query) ?? noItems)
  const screens: PaletteItem[] = allFeatures().flatMap((feature) =>
    feature.nav === undefined
      ? []
      : [
          {
            id: `go:${feature.id}`,
            section: 'Go to',
            label: feature.nav.label,
            icon: <ArrowRight aria-hidden="true" />,
            keys: ['Mod', String(feature.nav.order)],
            run: () => navigate(feature.id),
          },
        ],
  )
  return inSections([...ofFeatures, ...screens].filter((item) => item.matched === true || fits(item, query)))
}

function fits(item: PaletteItem, query: string): boolean {
  const label = item.label.toLowerCase()
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((term) => label.includes(term))
}

/** Items of one section stand together, in the order in which the sections first come. */
function inSections(items: readonly PaletteItem[]): readonly PaletteItem[] {
  const sections = new Map<string, PaletteItem[]>()
  for (const item of items) {
    const section = sections.get(item.section)
    if (section === undefined) sections.set(item.section, [item])
    else section.push(item)
  }
  return [...sections.values()].flat()
}
