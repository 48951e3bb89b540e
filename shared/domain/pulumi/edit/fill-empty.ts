import { columnOf } from '../text/lines.ts'
import type { ItemNode, PairNode, TreeNode } from '../tree/types.ts'
import { isList, isMapValue, type ConfigList, type ConfigMap, type ConfigValue } from '../value.ts'
import { fillBrackets, insertLines, isCompactJson } from './insert.ts'
import { entryLines, flowText, itemLines, jsonText, scalarText } from './render.ts'
import type { Session, Step } from './session.ts'

/** Where a value is attached: to a pair, to a list item, or to the root of the file. */
export type Owner = PairNode | ItemNode | undefined

export interface Located {
  readonly node: TreeNode
  readonly owner: Owner
  readonly inFlow: boolean
  /** How many segments of the path led here. */
  readonly depth: number
}

/** The paths of direct config values have this many segments: `config`, then the key. */
export const topDepth = 2

/** Replaces `{}`, `[]` or a null by a container with content, or creates the text of a file without any. */
export function openEmpty(session: Session, at: Located, value: ConfigList | ConfigMap) {
  const { context } = session
  const { node, owner } = at
  const place = { top: at.depth === topDepth - 1 }
  const { start, end } = node
  if (context.file.format === 'json') {
    const lineIndent = owner
      ? /^[ \t]*/.exec(context.text.slice(context.text.lastIndexOf('\n', start) + 1))![0]
      : ''
    return [{ start, end, insert: placedJson(value, lineIndent, place.top, session) }]
  }
  const keepsBrackets = isList(value) && node.kind === 'seq'
  const comments = node.kind !== 'scalar' && context.text.slice(start, end).includes('#')
  if (at.inFlow || keepsBrackets || comments || (owner && !('key' in owner))) {
    const text = isMapValue(value) ? placedFlow(value, place.top, session) : flowText(value, place, context)
    if (comments) return [fillBrackets(node, text.slice(1, -1), context)]
    return [{ start, end, insert: start === end ? ` ${text}` : text }]
  }
  const column = owner ? columnOf(context.text, owner.start) : -context.mapIndent
  const lines = isList(value)
    ? itemLines(value, column + context.listIndent, context)
    : entryLines(value, column + context.mapIndent, place, context)
  if (!owner && start === end) {
    const before = start > 0 && context.text[start - 1] === '\n' ? start - 1 : start
    return [insertLines(lines, before, context)]
  }
  if (!owner) return [{ start, end, insert: lines.join(context.endOfLine) }]
  const pair = owner as PairNode
  const tokenStart = Math.max((pair.colon ?? pair.key.end) + 1, node.properties?.end ?? 0)
  return [
    { start: tokenStart, end: Math.max(end, tokenStart), insert: '' },
    insertLines(lines, Math.max(end, tokenStart), context),
  ]
}

function placedJson(value: ConfigList | ConfigMap, indent: string, top: boolean, session: Session): string {
  const { context } = session
  const kept = !top || isList(value) ? value : quoteNatives(value)
  const compact = isCompactJson(context) && context.text.trim() !== '{}'
  return compact ? flowText(kept, { top: false }, context) : jsonText(kept, indent, { top: false }, context)
}

function placedFlow(value: ConfigMap, top: boolean, session: Session): string {
  return flowText(top ? quoteNatives(value) : value, { top: false }, session.context)
}

/** Direct config values that are booleans or numbers, as the text that the CLI would keep. */
export function quoteNatives(value: ConfigMap): ConfigMap {
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) =>
      typeof entry === 'boolean' || typeof entry === 'number' ? [key, String(entry)] : [key, entry],
    ),
  )
}

/** Gives a null, or a place without a text, the value. */
export function fillEmpty(session: Session, at: Located, value: ConfigValue): Step {
  if (isList(value) || isMapValue(value)) {
    if (isList(value) && value.length === 0) return insertToken(session, at, '[]')
    if (isMapValue(value) && Object.keys(value).length === 0) return insertToken(session, at, '{}')
    return session.apply(openEmpty(session, at, value))
  }
  return insertToken(session, at, scalarText(value, 'plain', { top: at.depth === topDepth }, session.context))
}

/** Replaces the value with a text that fits on one line. */
export function insertToken(session: Session, at: Located, token: string): Step {
  const { node, owner } = at
  if (node.start < node.end) return session.apply([{ start: node.start, end: node.end, insert: token }])
  const colon = owner && 'key' in owner && owner.colon === undefined ? ':' : ''
  return session.apply([{ start: node.start, end: node.start, insert: `${colon} ${token}` }])
}
