import { columnOf, lineStart, nextLine } from '../text/lines.ts'
import type { ItemNode, MapNode, PairNode, SeqNode } from '../tree/types.ts'
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
  return [insertLines(blockLines(prefix, value, column, place, context), map.end, context)]
}

/** A new pair before the first one of a block map, or first inside braces. */
export function prependPair(map: MapNode, key: string, value: ConfigValue, context: EditContext): Change {
  const first = map.pairs[0]!
  if (map.flow) {
    const separator = opensOwnLine(first, context)
      ? `,${context.endOfLine}${indentAt(context.text, first.start)}`
      : ', '
    const insert = pairText(map, key, value, { top: false }, context) + separator
    return { start: first.start, end: first.start, insert }
  }
  const column = columnOf(context.text, first.start)
  const prefix = `${' '.repeat(column)}${keyText(key, map.pairs, context)}:`
  const lines = blockLines(prefix, value, column, { top: false }, context).join(context.endOfLine)
  const at = lineStart(context.text, first.start)
  return { start: at, end: at, insert: lines + context.endOfLine }
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
  return `${keyText(key, map.pairs, context)}: ${valueText(value, indent, context, place, map)}`
}

/** Inside brackets: JSON files over several lines stay so, everything else goes on one line. */
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

/** True when only white space stands before the entry on its line. */
export function opensOwnLine(entry: PairNode | ItemNode, context: EditContext): boolean {
  const start = lineStart(context.text, entry.start)
  return start > 0 && context.text.slice(start, entry.start).trim() === ''
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
    return [{ start: last.end, end: last.end, insert: `, ${insert}` }]
  }
  // One entry a line: the comma goes right after the value, a comment on that line stays where it is.
  const line = `${indentAt(text, last.start)}${insert}${comma === undefined ? '' : ','}${endOfLine}`
  const entry = { start: lineOfLast, end: lineOfLast, insert: line }
  return comma === undefined ? [{ start: last.end, end: last.end, insert: ',' }, entry] : [entry]
}
