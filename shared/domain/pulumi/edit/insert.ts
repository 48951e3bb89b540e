import { columnOf, lineStart, nextLine } from '../text/lines.ts'
import type { ItemNode, MapNode, PairNode, SeqNode, TreeNode } from '../tree/types.ts'
import type { ConfigValue } from '../value.ts'
import type { Change } from './changes.ts'
import { indentAt, type EditContext } from './context.ts'
import { blockLines, flowText, itemLines, jsonText, keyText, type Place } from './render.ts'

/** New lines after the line that holds `contentEnd`; a line at the end of the file gets its line end. */
export function insertLines(lines: readonly string[], contentEnd: number, context: EditContext): Change {
  const { text, endOfLine } = context
  const at = nextLine(text, contentEnd)
  const lead = at === text.length && at > 0 && !text.endsWith('\n') ? endOfLine : ''
  return { start: at, end: at, insert: `${lead}${lines.join(endOfLine)}${endOfLine}` }
}

/** A new pair after the last one of a block map that has pairs. */
export function appendPair(
  map: MapNode,
  key: string,
  value: ConfigValue,
  place: Place,
  context: EditContext,
): Change[] {
  if (map.flow) return appendFlow(map, map.pairs, pairText(map, key, value, place, context), context)
  const first = map.pairs[0]!
  const column = columnOf(context.text, first.start)
  const prefix = `${' '.repeat(column)}${keyText(key, map.pairs, context)}:`
  const lines = blockLines(prefix, value, column, place, context)
  const last = map.pairs.at(-1)!
  const movable = last !== first || opensLine(last, context)
  if (movable && endsInOpenBlock(last.value, context)) {
    return [linesBefore(lines, withCommentsAbove(last.start, column, context.text), context)]
  }
  return [insertLines(lines, map.end, context)]
}

/** A block scalar up to the end of a file without final line end: a line end after it would become part of its value. */
function endsInOpenBlock(node: TreeNode, context: EditContext): boolean {
  if (node.kind === 'map' && !node.flow)
    return node.pairs.some((pair) => endsInOpenBlock(pair.value, context))
  if (node.kind === 'seq' && !node.flow)
    return node.items.some((item) => endsInOpenBlock(item.value, context))
  if (node.kind !== 'scalar' || (node.style !== 'literal' && node.style !== 'folded')) return false
  return node.end === context.text.length && !/^[|>][0-9]?-/.test(context.text.slice(node.start))
}

/** Start of the comment lines right above that belong to a line at `column`, or the offset itself. */
function withCommentsAbove(offset: number, column: number, text: string): number {
  let at = lineStart(text, offset)
  while (at > 0) {
    const above = lineStart(text, at - 1)
    if (!text.startsWith('#', above + column) || text.slice(above, above + column).trim() !== '') break
    at = above
  }
  return at
}

function linesBefore(lines: readonly string[], offset: number, context: EditContext): Change {
  const at = lineStart(context.text, offset)
  return { start: at, end: at, insert: lines.join(context.endOfLine) + context.endOfLine }
}

/** A new pair before the first one of a block map, or first inside braces. */
export function prependPair(map: MapNode, key: string, value: ConfigValue, context: EditContext): Change {
  const first = map.pairs[0]!
  if (map.flow) {
    const separator = opensOwnLine(first, context)
      ? `,${context.endOfLine}${indentAt(context.text, first.start)}`
      : `,${context.gap}`
    const insert = pairText(map, key, value, { top: false }, context) + separator
    return { start: first.start, end: first.start, insert }
  }
  const column = columnOf(context.text, first.start)
  const prefix = `${' '.repeat(column)}${keyText(key, map.pairs, context)}:`
  return linesBefore(blockLines(prefix, value, column, { top: false }, context), first.start, context)
}

/** A new item after the last one of a list that has items. */
export function appendItem(seq: SeqNode, value: ConfigValue, context: EditContext): Change[] {
  if (seq.flow) {
    const indent = seq.items[0] ? indentAt(context.text, seq.items[0].start) : ''
    return appendFlow(seq, seq.items, valueText(value, indent, context, { top: false }, seq), context)
  }
  const column = columnOf(context.text, seq.items[0]!.start)
  return [insertLines(itemLines([value], column, context), seq.end, context)]
}

function pairText(map: MapNode, key: string, value: ConfigValue, place: Place, context: EditContext): string {
  const indent = map.pairs[0] ? indentAt(context.text, map.pairs[0].start) : ''
  return `${keyText(key, map.pairs, context)}:${context.gap}${valueText(value, indent, context, place, map)}`
}

/** Inside brackets: JSON files over several lines keep that form, everything else goes on one line. */
function valueText(
  value: ConfigValue,
  indent: string,
  context: EditContext,
  place: Place,
  parent: MapNode | SeqNode,
): string {
  const entries = parent.kind === 'map' ? parent.pairs : parent.items
  const ownLine = entries[0] ? opensOwnLine(entries[0], context) : !isCompactJson(context)
  const spread = context.file.format === 'json' && ownLine
  return spread ? jsonText(value, indent, place, context) : flowText(value, place, context)
}

/** True for a JSON file that is written on one line. */
export function isCompactJson(context: EditContext): boolean {
  return context.file.format === 'json' && !context.text.trim().includes('\n')
}

/** True when only white space comes before the entry on its line. */
export function opensLine(entry: PairNode | ItemNode, context: EditContext): boolean {
  return context.text.slice(lineStart(context.text, entry.start), entry.start).trim() === ''
}

/** As `opensLine`, inside brackets, which cannot begin with an entry. */
export function opensOwnLine(entry: PairNode | ItemNode, context: EditContext): boolean {
  return lineStart(context.text, entry.start) > 0 && opensLine(entry, context)
}

/** First entry of brackets that hold comments only: a line of its own below them. */
export function fillBrackets(
  node: { readonly start: number; readonly end: number },
  entry: string,
  context: EditContext,
): Change {
  const { text, endOfLine } = context
  // A comment ends with its line, so the closing bracket begins one.
  const at = lineStart(text, node.end - 1)
  const own = /\n([ \t]*)#/.exec(text.slice(node.start, at))?.[1]
  const indent = own ?? indentAt(text, node.start) + ' '.repeat(context.mapIndent)
  return { start: at, end: at, insert: `${indent}${entry}${endOfLine}` }
}

function appendFlow(
  parent: MapNode | SeqNode,
  entries: readonly (PairNode | ItemNode)[],
  insert: string,
  context: EditContext,
): Change[] {
  const { text, endOfLine } = context
  const last = entries.at(-1)
  if (!last) return [{ start: parent.start + 1, end: parent.end - 1, insert }]
  const comma = parent.trailingComma
  const lineOfLast = nextLine(text, last.end)
  if (!opensOwnLine(last, context) || lineOfLast > parent.end - 1) {
    return [{ start: last.end, end: last.end, insert: `,${context.gap}${insert}` }]
  }
  // One entry a line: the comma goes right after the value, a comment on that line stays where it is.
  const line = `${indentAt(text, last.start)}${insert}${comma === undefined ? '' : ','}${endOfLine}`
  const entry = { start: lineOfLast, end: lineOfLast, insert: line }
  return comma === undefined ? [{ start: last.end, end: last.end, insert: ',' }, entry] : [entry]
}
