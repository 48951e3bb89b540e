import { fail } from '../../../result.ts'
import { formatOptionPath, type PathSegment } from '../option-path.ts'
import { setSecretCommand } from '../secret-command.ts'
import { nextLine } from '../text/lines.ts'
import { isNull } from '../tree/parse-file.ts'
import type { MapNode, ScalarNode, SeqNode, TreeNode } from '../tree/types.ts'
import {
  holdsSecureShape,
  isList,
  isMapValue,
  type ConfigList,
  type ConfigMap,
  type ConfigValue,
} from '../value.ts'
import { fillEmpty, insertToken, openEmpty, quoteNatives, topDepth, type Located } from './fill-empty.ts'
import { refuseLoss, refusePassage } from './guards.ts'
import { appendItem, appendPair, insertLines } from './insert.ts'
import { removeAt } from './remove.ts'
import { blockLines, entryLines, jsonText, replacementText, scalarText } from './render.ts'
import { done, type Session, type Step } from './session.ts'

type Scalar = string | number | boolean | null

/**
 * Sets the value at a path from the root of the file, and creates what is missing on the way. Existing lists and maps
 * are changed entry by entry, so that what stays keeps its bytes. Errors: ValueTypeWrong, IndexOutOfRange, NotScalar,
 * ValueEncrypted, SecureReserved, AnchorInUse, AliasContainer.
 */
export function setAt(session: Session, path: readonly PathSegment[], value: ConfigValue): Step {
  const { context } = session
  const reserved = refuseReserved(value, path, context.stack)
  if (reserved) return reserved
  const { root } = context.file
  if (!root) return createRoot(session, path, value)
  let at: Located = { node: root, owner: undefined, inFlow: context.file.format === 'json', depth: 0 }
  for (;;) {
    const segment = path[at.depth]
    if (segment === undefined) return replaceAt(session, path, at, value)
    const refused = refusePassage(at.node, context)
    if (refused) return refused
    const { node } = at
    if (node.kind === 'scalar') {
      if (!isNull(node.value, node.style))
        return misfit(`${describe(path, at.depth)} holds a text, not a list or map.`)
      const wrapped = wrap(path.slice(at.depth), value)
      return wrapped.ok ? fillEmpty(session, at, wrapped.value) : wrapped
    }
    const next = step(node, segment, at, path)
    if ('ok' in next) return next
    if (next.node) {
      at = next.located
      continue
    }
    const wrapped = wrap(path.slice(at.depth + 1), value)
    return wrapped.ok ? addEntry(session, at, segment, wrapped.value) : wrapped
  }
}

function step(
  node: TreeNode,
  segment: PathSegment,
  at: Located,
  path: readonly PathSegment[],
): Step | { readonly node: false } | { readonly node: true; readonly located: Located } {
  const inFlow = at.inFlow || ((node.kind === 'map' || node.kind === 'seq') && node.flow)
  if (node.kind === 'map') {
    if (typeof segment !== 'string') return misfit(`${describe(path, at.depth)} is a map, not a list.`)
    const pair = node.pairs.find((candidate) => candidate.key.value === segment)
    if (!pair) return { node: false }
    return { node: true, located: { node: pair.value, owner: pair, inFlow, depth: at.depth + 1 } }
  }
  if (node.kind !== 'seq' || typeof segment !== 'number') {
    return misfit(`${describe(path, at.depth)} is a list, not a map.`)
  }
  if (segment > node.items.length) return outOfRange(segment, node.items.length)
  const item = node.items[segment]
  if (!item) return { node: false }
  return { node: true, located: { node: item.value, owner: item, inFlow, depth: at.depth + 1 } }
}

/** Builds the value that a missing container must get so that `rest` leads to `value`. */
function wrap(rest: readonly PathSegment[], value: ConfigValue) {
  let wrapped = value
  for (const segment of [...rest].reverse()) {
    if (typeof segment === 'number' && segment > 0) return outOfRange(segment, 0)
    wrapped = typeof segment === 'number' ? [wrapped] : Object.fromEntries([[segment, wrapped]])
  }
  return refuseReserved(wrapped) ?? { ok: true as const, value: wrapped }
}

function addEntry(session: Session, at: Located, segment: PathSegment, value: ConfigValue): Step {
  const { context } = session
  const { node } = at
  const place = { top: at.depth + 1 === topDepth }
  if (node.kind === 'seq') {
    return session.apply(
      node.items.length === 0 ? openEmpty(session, at, [value]) : appendItem(node, value, context),
    )
  }
  const map = node as MapNode
  if (map.bare) return misfit('This map stands inside a list without braces.')
  if (map.pairs.length > 0) return session.apply(appendPair(map, String(segment), value, place, context))
  if (segment === 'secure' && typeof value === 'string') return refuseReserved({ secure: value })!
  return session.apply(openEmpty(session, at, Object.fromEntries([[segment, value]])))
}

function replaceAt(session: Session, path: readonly PathSegment[], at: Located, value: ConfigValue): Step {
  const { node } = at
  const { context } = session
  if (isList(value) || isMapValue(value)) {
    const refused = refusePassage(node, context)
    if (refused) return refused
    if (node.kind === 'scalar') return replaceByContainer(session, at, node, value)
    if (isList(value) && node.kind === 'seq') return setList(session, path, node, value)
    if (isMapValue(value) && node.kind === 'map') return setMap(session, path, node, value)
    return misfit(`${describe(path, at.depth)} is a ${node.kind === 'map' ? 'map' : 'list'}.`)
  }
  if (node.kind === 'map' || node.kind === 'seq') {
    const refused = refuseLoss(node, context)
    if (refused) return refused
    return fail(
      'NotScalar',
      `${describe(path, at.depth)} holds a ${node.kind === 'map' ? 'map' : 'list'}, not a single value.`,
      {
        reason: 'Everything below it would be lost.',
        remedy: 'Remove it first, or set one of its entries.',
      },
    )
  }
  return replaceScalar(session, at, value)
}

function replaceScalar(session: Session, at: Located, value: Scalar): Step {
  const { node } = at
  const { context } = session
  const place = { top: at.depth === topDepth }
  if (node.kind === 'alias') {
    return session.apply([
      { start: node.start, end: node.end, insert: scalarText(value, 'plain', place, context) },
    ])
  }
  const scalar = node as ScalarNode
  const text = replacementText(scalar, value, place, context)
  if (text === undefined) return done
  const refused = refuseLoss(scalar, context)
  if (refused) return refused
  if (scalar.style === 'empty') return insertToken(session, at, text)
  const { properties } = scalar
  const { tag } = properties ?? {}
  // A text tag would turn everything into text; direct config values are text in any case.
  const native = value === null || (typeof value !== 'string' && !place.top)
  const foreignTag = tag !== undefined && (native || (tag !== '!!str' && tag !== '!'))
  if (!properties || !foreignTag)
    return session.apply([{ start: scalar.start, end: scalar.end, insert: text }])
  const anchor = properties.anchor === undefined ? '' : `&${properties.anchor} `
  return session.apply([{ start: properties.start, end: scalar.end, insert: anchor + text }])
}

function replaceByContainer(
  session: Session,
  at: Located,
  node: ScalarNode,
  value: ConfigList | ConfigMap,
): Step {
  const refused = refuseLoss(node, session.context)
  if (refused) return refused
  if (isNull(node.value, node.style)) return fillEmpty(session, at, value)
  const empty = isList(value) ? value.length === 0 : Object.keys(value).length === 0
  if (empty) return insertToken(session, at, isList(value) ? '[]' : '{}')
  return session.apply(openEmpty(session, at, value))
}

function setList(session: Session, path: readonly PathSegment[], node: SeqNode, value: ConfigList): Step {
  for (let index = node.items.length - 1; index >= value.length; index -= 1) {
    const removed = removeAt(session, [...path, index])
    if (!removed.ok) return removed
  }
  for (const [index, item] of value.entries()) {
    const set = setAt(session, [...path, index], item)
    if (!set.ok) return set
  }
  return done
}

function setMap(session: Session, path: readonly PathSegment[], node: MapNode, value: ConfigMap): Step {
  const wanted = new Set(Object.keys(value))
  const surplus = node.pairs.map((pair) => pair.key.value).filter((key) => !wanted.has(key))
  for (const key of surplus) {
    const removed = removeAt(session, [...path, key])
    if (!removed.ok) return removed
  }
  for (const [key, entry] of Object.entries(value)) {
    const set = setAt(session, [...path, key], entry)
    if (!set.ok) return set
  }
  return done
}

function createRoot(session: Session, path: readonly PathSegment[], value: ConfigValue): Step {
  const { context } = session
  const wrapped = wrap(path, value)
  if (!wrapped.ok) return wrapped
  const root = wrapped.value as ConfigMap
  if (context.file.format === 'json') {
    const config = root['config']
    const kept = config !== undefined && isMapValue(config) ? { ...root, config: quoteNatives(config) } : root
    const insert = jsonText(kept, '', { top: false }, context) + context.endOfLine
    return session.apply([{ start: 0, end: context.text.length, insert }])
  }
  const lines = Object.entries(root).flatMap(([key, entry]) => {
    if (key !== 'config' || !isMapValue(entry))
      return blockLines(`${key}:`, entry, 0, { top: false }, context)
    return [`${key}:`, ...entryLines(entry, context.mapIndent, { top: true }, context)]
  })
  return session.apply([insertLines(lines, nextLine(context.text, context.text.length), context)])
}

function describe(path: readonly PathSegment[], depth: number): string {
  return path.slice(0, depth).join('.') || 'The file'
}

function misfit(message: string) {
  return fail('ValueTypeWrong', message, {
    reason: 'The path does not fit the value that is there.',
    remedy: 'Check the path with `stackpass stacks show`.',
  })
}

function outOfRange(index: number, length: number) {
  return fail('IndexOutOfRange', `There is no entry ${index} in a list of ${length}.`, {
    reason: 'A list has no gaps.',
    remedy: `Use ${length} to add an entry at the end.`,
  })
}

function refuseReserved(value: ConfigValue, path: readonly PathSegment[] = [], stack?: string) {
  if (!holdsSecureShape(value)) return undefined
  return fail('SecureReserved', 'A map with the single key "secure" is reserved for encrypted values.', {
    reason: 'Pulumi would try to decrypt it.',
    remedy:
      path[0] === 'config' && typeof path[1] === 'string'
        ? `Give the text itself to the Pulumi CLI: \`${setSecretCommand(formatOptionPath({ key: path[1], rest: path.slice(2) }), stack)}\` asks for it and encrypts it.`
        : 'Give the text itself to the Pulumi CLI, which encrypts it.',
  })
}
