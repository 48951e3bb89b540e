import { lineStart, nextLine } from '../text/lines.ts'
import type { ItemNode, MapNode, PairNode, SeqNode } from '../tree/types.ts'
import type { Change } from './changes.ts'
import type { EditContext } from './context.ts'
import { opensOwnLine } from './insert.ts'

type Entry = PairNode | ItemNode

/**
 * Takes one of several entries out of brackets, with one comma and the comment on its line. Between entries there
 * are only blanks, commas and comments, so a `#` there is a comment; comments of other entries and lines stay.
 */
export function removeFlow(
  parent: MapNode | SeqNode,
  entries: readonly Entry[],
  index: number,
  context: EditContext,
): Change[] {
  const { text } = context
  const entry = entries[index]!
  const following = entries[index + 1]
  const commaAfter = following ? following.comma : parent.trailingComma
  const contentEnd = commaAfter === undefined ? entry.end : commaAfter + 1
  const ownLine = opensOwnLine(entry, context) && endsLine(text, contentEnd)
  const line = { start: lineStart(text, entry.start), end: nextLine(text, contentEnd), insert: '' }
  if (following) return ownLine ? [line] : removeBefore(entry, following, context)
  const comma = entry.comma!
  if (!ownLine) return removeAfter(entries[index - 1]!, entry, comma, context)
  return commaAfter === undefined ? [{ start: comma, end: comma + 1, insert: '' }, line] : [line]
}

/** An entry that shares its line with others, and has one after it. */
function removeBefore(entry: Entry, following: Entry, { text }: EditContext): Change[] {
  const sameLine = commentEnd(text, entry.end)
  if (!text.slice(sameLine, following.start).includes('#')) {
    return [{ start: entry.start, end: following.start, insert: '' }]
  }
  const comma = following.comma!
  const head = { start: entry.start, end: Math.max(sameLine, entry.end), insert: '' }
  return comma < head.end ? [head] : [head, { start: comma, end: comma + 1, insert: '' }]
}

/** The last entry, on a line with others or with the closing bracket. */
function removeAfter(before: Entry, entry: Entry, comma: number, { text }: EditContext): Change[] {
  const commaOpensLine = text.slice(lineStart(text, comma), comma).trim() === ''
  if (commaOpensLine && endsLine(text, entry.end)) {
    return [{ start: lineStart(text, comma), end: nextLine(text, entry.end), insert: '' }]
  }
  if (!text.slice(before.end, entry.start).includes('#')) {
    return [{ start: before.end, end: entry.end, insert: '' }]
  }
  return [
    { start: comma, end: comma + 1, insert: '' },
    { start: entry.start, end: entry.end, insert: '' },
  ]
}

/** The only entry: leaves empty brackets, with the comments that are not on the line of the entry. */
export function removeLastFlow(parent: MapNode | SeqNode, entry: Entry, context: EditContext): Change[] {
  const { text } = context
  if (parent.kind === 'map' && parent.bare) return [{ start: parent.start, end: parent.end, insert: '{}' }]
  const contentEnd = parent.trailingComma === undefined ? entry.end : parent.trailingComma + 1
  const after = commentEnd(text, contentEnd)
  const comments = text.slice(parent.start + 1, entry.start) + text.slice(after, parent.end - 1)
  if (!comments.includes('#')) return [{ start: parent.start + 1, end: parent.end - 1, insert: '' }]
  const ownLine = opensOwnLine(entry, context) && endsLine(text, contentEnd)
  if (ownLine) return [{ start: lineStart(text, entry.start), end: nextLine(text, contentEnd), insert: '' }]
  return [{ start: entry.start, end: Math.max(after, contentEnd), insert: '' }]
}

/** The end of the comment on the line of `from`, after commas and blanks; otherwise `from`. */
function commentEnd(text: string, from: number): number {
  const found = /^[ \t]*,?[ \t]*(?:#[^\r\n]*)?/.exec(text.slice(from, nextLine(text, from)))![0]
  return found.includes('#') ? from + found.length : from
}

/** True when only white space or a comment follows on the line. */
function endsLine(text: string, from: number): boolean {
  return /^\s*(?:#|$)/.test(text.slice(from, nextLine(text, from)))
}
