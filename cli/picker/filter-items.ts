/** One line of a picker. Texts are fit to be shown. */
export interface PickerItem {
  /** What is looked for first, and never left out. */
  readonly name: string
  /** More that is looked for: account, group. */
  readonly also?: string
  /** Beside the name, in this order; the first ones leave first where the terminal is narrow. */
  readonly details?: readonly string[]
  /** Always whole: what keeps a person from choosing it. */
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

/** How the letters stand in the name, in their order: the fewer gaps, the better. Undefined: they do not. */
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
 * What a query finds: the whole name, its beginning, words inside it, words beside it, then the letters of the name in their order
 * (`pbill` finds `prod-billing`). Among equals the order stays, which is that of the list.
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
