import { logicalKey } from '../option-path.ts'
import { isNull } from '../tree/parse-file.ts'
import type { MapNode, TreeNode } from '../tree/types.ts'
import { follow, readValue, type ReadContext, type ReadValue } from './values.ts'

/** One key of `config`. */
export interface ConfigEntry {
  /** As the file spells it. */
  readonly key: string
  /** `namespace:name`; the same for both spellings of a key. */
  readonly logical: string
  readonly line: number
  readonly value: ReadValue
  /** True when the key comes in through a YAML merge (`<<`). */
  readonly inherited: boolean
}

/** Reads the pairs of a `config` map, with what `<<` merges into it. */
export function readConfig(node: TreeNode | undefined, context: ReadContext): ConfigEntry[] {
  const map = node && follow(node, context)
  if (!map || map.kind !== 'map') return []
  const entries: ConfigEntry[] = []
  const seen = new Set<string>()
  addPairs(map, false, entries, seen, context)
  return entries
}

function addPairs(
  map: MapNode,
  inherited: boolean,
  entries: ConfigEntry[],
  seen: Set<string>,
  context: ReadContext,
): void {
  const merges: TreeNode[] = []
  for (const pair of map.pairs) {
    const key = pair.key.value
    if (key === '<<' && pair.key.style === 'plain') merges.push(pair.value)
    else if (!inherited || !seen.has(key)) {
      seen.add(key)
      const value = readValue(pair.value, key, context)
      entries.push({ key, logical: logicalKey(key), line: context.lineOf(pair.start), value, inherited })
    }
  }
  for (const merge of merges) {
    const sources = merge.kind === 'seq' ? merge.items.map((item) => item.value) : [merge]
    for (const source of sources) {
      context.budget -= 1
      const target = context.budget < 0 ? undefined : follow(source, context)
      if (target?.kind === 'map') addPairs(target, true, entries, seen, context)
    }
  }
}

/** The value of a top-level scalar, or undefined when it is absent, null, a list or a map. */
export function topText(root: TreeNode | undefined, key: string): string | undefined {
  const node = pairNode(root, key)
  return node?.kind === 'scalar' && !isNull(node.value, node.style) ? node.value : undefined
}

/** The node of a key of a map. */
export function pairNode(node: TreeNode | undefined, key: string): TreeNode | undefined {
  return node?.kind === 'map' ? node.pairs.find((pair) => pair.key.value === key)?.value : undefined
}
