import type { PathSegment } from '../option-path.ts'
import { resolveScalar } from '../scalar/resolve.ts'
import type { TreeNode } from '../tree/types.ts'
import { isList, isMapValue, type ConfigValue } from '../value.ts'

/** The meaning of a file without its layout, to check that an edit changed only what was requested. */
export type Model =
  | { readonly kind: 'scalar'; readonly type: string; readonly text: string; readonly source: string }
  /** A scalar that the edit wrote: `text` must come out; `type` is undefined where text and number mean the same. */
  | { readonly kind: 'wanted'; readonly type: string | undefined; readonly text: string }
  | { readonly kind: 'alias'; readonly name: string }
  | { readonly kind: 'map'; readonly entries: ReadonlyMap<string, Model> }
  | { readonly kind: 'list'; readonly items: readonly Model[] }

const emptyMap: Model = { kind: 'map', entries: new Map() }

/** The model of a parsed file; a file without content is an empty map. */
export function modelOf(node: TreeNode | undefined): Model {
  if (!node) return emptyMap
  if (node.kind === 'alias') return { kind: 'alias', name: node.name }
  if (node.kind === 'map') {
    return { kind: 'map', entries: new Map(node.pairs.map((pair) => [pair.key.value, modelOf(pair.value)])) }
  }
  if (node.kind === 'seq') return { kind: 'list', items: node.items.map((item) => modelOf(item.value)) }
  const resolved = resolveScalar(node)
  const source = `${node.properties?.tag ?? ''} ${node.properties?.anchor ?? ''} ${node.value}`
  return { kind: 'scalar', type: resolved.kind, text: resolved.text, source }
}

/** The model of a value that an edit will write. `loose` places keep booleans and numbers as text. */
export function wantedModel(value: ConfigValue, loose: boolean): Model {
  if (isList(value)) return { kind: 'list', items: value.map((item) => wantedModel(item, false)) }
  if (isMapValue(value)) {
    const entries = Object.entries(value).map(([key, entry]) => [key, wantedModel(entry, false)] as const)
    return { kind: 'map', entries: new Map(entries) }
  }
  const type = loose || typeof value !== 'string' ? undefined : 'string'
  return { kind: 'wanted', type, text: String(value ?? '') }
}

/** `model` with the entry at `path` replaced by what `change` makes of it; undefined removes the entry. */
export function changeModel(
  model: Model | undefined,
  path: readonly PathSegment[],
  change: (old: Model | undefined) => Model | undefined,
): Model | undefined {
  const [segment, ...rest] = path
  if (segment === undefined) return change(model)
  if (typeof segment === 'number') {
    const items = model?.kind === 'list' ? [...model.items] : []
    const changed = changeModel(items[segment], rest, change)
    if (changed) items[segment] = changed
    else items.splice(segment, 1)
    return { kind: 'list', items }
  }
  const entries = new Map(model?.kind === 'map' ? model.entries : [])
  const changed = changeModel(entries.get(segment), rest, change)
  if (changed) entries.set(segment, changed)
  else entries.delete(segment)
  return { kind: 'map', entries }
}

/** True when `found` is what `wanted` requires. Values that were not edited must be the same to the letter. */
export function sameModel(found: Model, wanted: Model): boolean {
  if (wanted.kind === 'wanted') {
    return found.kind === 'scalar' && found.text === wanted.text && (wanted.type ?? found.type) === found.type
  }
  if (found.kind === 'scalar' && wanted.kind === 'scalar')
    return found.source === wanted.source && found.type === wanted.type
  if (found.kind === 'alias' && wanted.kind === 'alias') return found.name === wanted.name
  if (found.kind === 'list' && wanted.kind === 'list') {
    return (
      found.items.length === wanted.items.length &&
      found.items.every((item, index) => sameModel(item, wanted.items[index]!))
    )
  }
  if (found.kind !== 'map' || wanted.kind !== 'map' || found.entries.size !== wanted.entries.size)
    return false
  for (const [key, entry] of wanted.entries) {
    const other = found.entries.get(key)
    if (!other || !sameModel(other, entry)) return false
  }
  return true
}
