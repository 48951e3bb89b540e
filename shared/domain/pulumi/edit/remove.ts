import { fail } from '../../../result.ts'
import type { PathSegment } from '../option-path.ts'
import { lineStart, nextLine } from '../text/lines.ts'
import type { ItemNode, MapNode, PairNode, SeqNode, TreeNode } from '../tree/types.ts'
import type { Change } from './changes.ts'
import type { EditContext } from './context.ts'
import { refuseLoss, refusePassage } from './guards.ts'
import { opensLine } from './insert.ts'
import { removeFlow, removeLastFlow } from './remove-flow.ts'
import { done, type Session, type Step } from './session.ts'

type Entry = PairNode | ItemNode

/**
 * Removes the entry at a path with its line and the comment on that line. Comments on separate lines stay. Does nothing for
 * a missing entry. Errors: ValueTypeWrong, IndexOutOfRange, ValueEncrypted, AnchorInUse, AliasContainer.
 */
export function removeAt(session: Session, path: readonly PathSegment[]): Step {
  const { context } = session
  let node: TreeNode | undefined = context.file.root
  let owner: Entry | undefined
  for (const [depth, segment] of path.entries()) {
    if (!node || node.kind === 'scalar') return done
    const refused = refusePassage(node, context)
    if (refused) return refused
    const entries: readonly Entry[] = node.kind === 'map' ? node.pairs : node.kind === 'seq' ? node.items : []
    const index = indexOf(node, segment)
    if (index === undefined) {
      return fail('ValueTypeWrong', 'The path does not fit the value that is there.', {
        reason: node.kind === 'map' ? 'A map has keys, not positions.' : 'A list has positions, not keys.',
        remedy: 'Check the path with `stackpass stacks show`.',
      })
    }
    const entry = entries[index]
    if (!entry) return node.kind === 'map' ? inheritedOrAbsent(node) : done
    if (depth === path.length - 1) {
      const loss = refuseLoss(entry.value, context) ?? refuseReservedRest(node, index)
      return loss ?? session.apply(removal(node as MapNode | SeqNode, entries, index, owner, context))
    }
    owner = entry
    node = entry.value
  }
  return done
}

function indexOf(node: TreeNode, segment: PathSegment): number | undefined {
  if (node.kind === 'map' && typeof segment === 'string') {
    return node.pairs.findIndex((pair) => pair.key.value === segment)
  }
  return node.kind === 'seq' && typeof segment === 'number' ? segment : undefined
}

/** What stays must not look like ciphertext: a map with the single key `secure`. */
function refuseReservedRest(node: TreeNode, index: number) {
  if (node.kind !== 'map' || node.pairs.length !== 2) return undefined
  const rest = node.pairs[1 - index]!
  if (rest.key.value !== 'secure' || rest.value.kind !== 'scalar') return undefined
  return fail('SecureReserved', 'What remains would be a map with the single key "secure".', {
    reason: 'Pulumi reserves that shape for encrypted values.',
    remedy: 'Remove the whole map, or give it another key first.',
  })
}

/** A key that is not written here may still come in through `<<`; that cannot be removed here. */
function inheritedOrAbsent(node: MapNode): Step {
  if (!node.pairs.some((pair) => pair.key.value === '<<' && pair.key.style === 'plain')) return done
  return fail('AliasContainer', 'The value may come from a merged map (<<).', {
    reason: 'Removing it there would change every place that uses the anchor.',
    remedy: 'Remove it by hand, at the anchor.',
  })
}

function removal(
  parent: MapNode | SeqNode,
  entries: readonly Entry[],
  index: number,
  owner: Entry | undefined,
  context: EditContext,
): Change[] {
  if (entries.length === 1) return removeLast(parent, entries[0]!, owner, context)
  return parent.flow ? removeFlow(parent, entries, index, context) : [removeBlock(entries, index, context)]
}

function removeBlock(entries: readonly Entry[], index: number, context: EditContext): Change {
  const { text } = context
  const entry = entries[index]!
  if (opensLine(entry, context)) {
    return { start: lineStart(text, entry.start), end: nextLine(text, entry.end), insert: '' }
  }
  // First entry after a dash: the next one takes its place, a comment above the next entry stays with it.
  const rest = text.slice(nextLine(text, entry.end))
  const blank = /^\s*/.exec(rest)![0].length
  return { start: entry.start, end: nextLine(text, entry.end) + blank, insert: '' }
}

function removeLast(
  parent: MapNode | SeqNode,
  entry: Entry,
  owner: Entry | undefined,
  context: EditContext,
): Change[] {
  const { text } = context
  if (parent.flow) return removeLastFlow(parent, entry, context)
  const empty = parent.kind === 'map' ? '{}' : '[]'
  if (!opensLine(entry, context)) return [{ start: entry.start, end: entry.end, insert: empty }]
  const lines = { start: lineStart(text, entry.start), end: nextLine(text, entry.end), insert: '' }
  if (!owner) return [lines]
  const at = Math.max(
    'key' in owner ? (owner.colon ?? owner.key.end) + 1 : owner.start + 1,
    parent.properties?.end ?? 0,
  )
  return [{ start: at, end: at, insert: ` ${empty}` }, lines]
}
