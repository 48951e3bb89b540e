import { jsonContainer } from '../edit/expand-json.ts'
import { isSecure } from '../edit/guards.ts'
import { resolveScalar, type ScalarKind } from '../scalar/resolve.ts'
import { secretSpans } from '../../secrets/find-secrets.ts'
import { isSecretName } from '../../secrets/secret-names.ts'
import type { TreeNode } from '../tree/types.ts'
import { isList, isMapValue, type ConfigValue } from '../value.ts'

/** A value as read from a file. Values of secrets never leave the reader. */
export type ReadValue =
  | {
      readonly kind: 'text'
      /** What the provider gets. */
      readonly text: string
      /** The text in the file, without quotes; differs from `text` for unquoted numbers and dates. */
      readonly source: string
      readonly type: ScalarKind
      readonly line: number
      /** A list or map that is kept as JSON text. */
      readonly json?: ConfigValue
    }
  | { readonly kind: 'list'; readonly items: readonly ReadValue[]; readonly line: number }
  | { readonly kind: 'map'; readonly entries: ReadonlyMap<string, ReadValue>; readonly line: number }
  /** `encrypted` tells ciphertext from a credential in plain text. */
  | { readonly kind: 'secret'; readonly encrypted: boolean; readonly line: number }
  /** An alias that is not followed, because the file holds too many. */
  | { readonly kind: 'reference'; readonly name: string; readonly line: number }

export interface ReadContext {
  readonly lineOf: (offset: number) => number
  readonly anchors: ReadonlyMap<string, TreeNode>
  /** How many nodes may still be visited through aliases; limits the cost of a hostile file. */
  budget: number
}

/** Collects anchors by name; of several with one name, the last wins, though few files have that. */
export function collectAnchors(
  node: TreeNode | undefined,
  found = new Map<string, TreeNode>(),
): Map<string, TreeNode> {
  if (!node) return found
  if (node.properties?.anchor !== undefined) found.set(node.properties.anchor, node)
  if (node.kind === 'map') for (const pair of node.pairs) collectAnchors(pair.value, found)
  if (node.kind === 'seq') for (const item of node.items) collectAnchors(item.value, found)
  return found
}

/** Follows an alias to its node; undefined when the budget is spent or the alias points at itself. */
export function follow(node: TreeNode, context: ReadContext): TreeNode | undefined {
  let at: TreeNode | undefined = node
  while (at?.kind === 'alias') {
    context.budget -= 1
    if (context.budget < 0) return undefined
    at = context.anchors.get(at.name)
  }
  return at
}

/** Reads a node under the name it is stored by; the name decides whether a plain value is a credential. */
export function readValue(
  node: TreeNode,
  name: string,
  context: ReadContext,
  throughAlias = false,
  inSecret = false,
): ReadValue {
  const hidden = inSecret || isSecretName(name)
  const line = context.lineOf(node.start)
  if (node.kind === 'alias') {
    const target = follow(node, context)
    if (!target) return { kind: 'reference', name: node.name, line }
    return readValue(target, name, context, true, hidden)
  }
  if (throughAlias) {
    context.budget -= 1
    if (context.budget < 0) return { kind: 'reference', name, line }
  }
  if (isSecure(node)) return { kind: 'secret', encrypted: true, line }
  if (node.kind === 'map') {
    const entries = node.pairs.map(
      (pair) =>
        [pair.key.value, readValue(pair.value, pair.key.value, context, throughAlias, hidden)] as const,
    )
    return { kind: 'map', entries: new Map(entries), line }
  }
  if (node.kind === 'seq') {
    const items = node.items.map((item) => readValue(item.value, name, context, throughAlias, hidden))
    return { kind: 'list', items, line }
  }
  const resolved = resolveScalar(node)
  if ((hidden && resolved.kind !== 'null') || secretSpans(node.value).length > 0)
    return { kind: 'secret', encrypted: false, line }
  const json = resolved.kind === 'string' ? jsonContainer(node.value) : undefined
  if (json !== undefined && holdsSecretName(json)) return { kind: 'secret', encrypted: false, line }
  const text = { kind: 'text', text: resolved.text, source: node.value, type: resolved.kind, line } as const
  return json === undefined ? text : { ...text, json }
}

/** True when JSON text carries a credential by name, such as a web identity token. */
export function holdsSecretName(value: ConfigValue): boolean {
  if (isList(value)) return value.some(holdsSecretName)
  if (!isMapValue(value)) return false
  return Object.entries(value).some(([key, entry]) => isSecretName(key) || holdsSecretName(entry))
}
