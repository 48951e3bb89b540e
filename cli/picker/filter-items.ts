/** One line of a picker. Its texts are safe to show. */
export interface PickerItem {
  /** Searched first, and always shown. */
  readonly name: string
  /** Other text to search: account, group. */
  readonly also?: string
  /** Shown next to the name, in this order; on a narrow terminal the first ones are dropped first. */
  readonly details?: readonly string[]
  /** Never cut: a reason not to choose this item. */
  readonly state?: string
  readonly tone?: 'danger' | 'broken' | 'good'
}

interface Key {
  readonly name: string
  readonly all: string
}

const keys = new WeakMap<PickerItem, Key>()

function keyOf(item: PickerItem): Key {
  const known = keys.get(item)
  if (known !== undefined) return known
  const name = item.name.toLowerCase()
  const key = { name, all: item.also === undefined ? name : `${name} ${item.also.toLowerCase()}` }
  keys.set(item, key)
  return key
}

/** Counts the gaps between these letters, in order, in the name: fewer is better. Undefined: no match. */
function gapsIn(letters: string, name: string): number | undefined {
  let at = -1
  let gaps = 0
  for (const letter of letters) {
    const next = name.indexOf(letter, at + 1)
    if (next < 0) return undefined
    if (next !== at + 1) gaps += 1
    at = next
  }
  return gaps
}

/** Smaller is better; undefined: not found. */
function rankOf(item: PickerItem, query: string, terms: readonly string[]): number | undefined {
  const { name, all } = keyOf(item)
  if (name === query) return 0
  if (name.startsWith(query)) return 1
  if (terms.every((term) => name.includes(term))) return 2
  if (terms.every((term) => all.includes(term))) return 3
  const gaps = gapsIn(query.replaceAll(' ', ''), name)
  return gaps === undefined ? undefined : 4 + gaps
}

/**
 * The items that match a query, in this order: the whole name, its beginning, words inside it, words next to it, then letters of
 * the name in order (`pbill` finds `prod-billing`). Equal matches keep the order of the list.
 */
export function filterItems<Item extends PickerItem>(items: readonly Item[], query: string): readonly Item[] {
  const text = query.trim().toLowerCase()
  if (text === '') return items
  const terms = text.split(/\s+/)
  const ranked: { readonly item: Item; readonly rank: number; readonly place: number }[] = []
  for (const [place, item] of items.entries()) {
    const rank = rankOf(item, text, terms)
    if (rank !== undefined) ranked.push({ item, rank, place })
  }
  return ranked.sort((a, b) => a.rank - b.rank || a.place - b.place).map(({ item }) => item)
}
