import { ArrowRight } from 'lucide-react'
import type { PaletteItem } from '../../app/feature.ts'
import { allFeatures, paletteHooks } from '../../app/feature-registry.ts'
import { reachesPage } from '../../app/key-bindings.ts'
import { navigate } from '../../app/navigation.ts'

/**
 * Lines of all features, then the screens. A leading `>` shows only commands. Lines that remove something come last and are
 * never preselected for Enter.
 */
export function usePaletteItems(text: string): readonly PaletteItem[] {
  const onlyCommands = text.startsWith('>')
  const query = onlyCommands ? text.slice(1).trim() : text
  // A page's features never change, so their hooks are always called in the same order.
  const ofFeatures = paletteHooks().flatMap((hook) => hook.itemsFor(query))
  const screens: PaletteItem[] = allFeatures().flatMap((feature) =>
    feature.nav === undefined
      ? []
      : [
          {
            id: `go:${feature.id}`,
            section: 'Go to',
            label: feature.nav.label,
            icon: <ArrowRight aria-hidden="true" />,
            ...(reachesPage(`Mod+${feature.nav.order}`) && { keys: ['Mod', String(feature.nav.order)] }),
            run: () => navigate(feature.id),
          },
        ],
  )
  const found = [...ofFeatures, ...screens]
    .filter((item) => item.matched === true || fits(item, query))
    .filter((item) => !onlyCommands || !finds.has(item.section))
  const safe = found.filter(({ dangerous }) => dangerous !== true)
  const dangerous = found.filter((item) => item.dangerous === true)
  return [
    ...inSections(betterFirst(safe, query)),
    ...dangerous.map((item) => ({ ...item, section: 'Takes away' })),
  ]
}

/** Sections of found items, not of commands. */
const finds = new Set(['Use profile', 'Recent and favourite profiles', 'Stacks'])

function fits(item: PaletteItem, query: string): boolean {
  const words = `${item.label} ${item.also ?? ''}`.toLowerCase()
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((term) => words.includes(term))
}

const wordsOf = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')

/** 0: the label begins with the wanted words or their beginnings; 1: they appear together further on; 2: neither. */
function distance(label: string, wanted: readonly string[]): 0 | 1 | 2 {
  const words = wordsOf(label)
  const at = words.findIndex((_, first) =>
    wanted.every((word, index) => words[first + index]?.startsWith(word) === true),
  )
  return at === 0 ? 0 : at > 0 ? 1 : 2
}

/**
 * Puts better matching commands first. Found items, such as profiles, stay in place, except that a command whose label begins
 * with two or more typed words comes before a name that contains them anywhere.
 */
function betterFirst(items: readonly PaletteItem[], query: string): readonly PaletteItem[] {
  const wanted = wordsOf(query)
  if (wanted.length === 0) return items
  const far = new Map(items.map((item) => [item, distance(item.label, wanted)]))
  const farOf = (item: PaletteItem) => far.get(item) ?? 2
  const commands = items
    .filter(({ section }) => !finds.has(section))
    .sort((one, other) => farOf(one) - farOf(other))
    .values()
  const ranked = items.map((item) => (finds.has(item.section) ? item : (commands.next().value ?? item)))
  if (wanted.length === 1) return ranked
  return [...ranked.filter((item) => farOf(item) === 0), ...ranked.filter((item) => farOf(item) !== 0)]
}

/** Groups items by section, in the order in which the sections first appear. */
function inSections(items: readonly PaletteItem[]): readonly PaletteItem[] {
  const sections = new Map<string, PaletteItem[]>()
  for (const item of items) {
    const section = sections.get(item.section)
    if (section === undefined) sections.set(item.section, [item])
    else section.push(item)
  }
  return [...sections.values()].flat()
}
