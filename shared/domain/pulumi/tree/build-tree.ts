import { isAlias, isMap, isPair, isScalar, isSeq, type CST, type ParsedNode, type Pair } from 'yaml'
import { fail, ok, type CodedError, type Result } from '../../../result.ts'
import { lineCounter } from '../text/lines.ts'
import { maximumDepth, tooDeep } from './limits.ts'
import type {
  ItemNode,
  MapNode,
  PairNode,
  Properties,
  ScalarNode,
  ScalarStyle,
  SeqNode,
  TreeNode,
} from './types.ts'

type Tokens = readonly CST.SourceToken[] | undefined

const styles: Readonly<Record<string, ScalarStyle>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
}

/** Carries a refusal out of the recursion; never leaves this file. */
class Refusal extends Error {
  readonly coded: CodedError
  constructor(coded: CodedError) {
    super(coded.message)
    this.coded = coded
  }
}

/** Turns the composed document into our tree. Errors: YamlInvalid, DuplicateKey, YamlTooLarge. */
export function buildTree(contents: ParsedNode | null, text: string): Result<TreeNode | undefined> {
  if (!contents) return ok(undefined)
  try {
    const anchors = new Set<string>()
    return ok(build(contents, undefined, contents.range[0], { text, anchors }, 0))
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, error: error.coded }
    throw error
  }
}

interface Context {
  readonly text: string
  readonly anchors: Set<string>
}

function refuse(
  context: Context,
  offset: number,
  code: 'YamlInvalid' | 'DuplicateKey',
  message: string,
): never {
  throw new Refusal(fail(code, message, { line: lineCounter(context.text)(offset) }).error)
}

function build(node: unknown, before: Tokens, fallback: number, context: Context, depth: number): TreeNode {
  if (depth > maximumDepth) throw new Refusal(tooDeep().error)
  const properties = propertiesOf(before)
  if (properties?.anchor !== undefined) context.anchors.add(properties.anchor)
  if (isAlias(node)) {
    const range = node.range!
    if (!context.anchors.has(node.source)) {
      refuse(context, range[0], 'YamlInvalid', `The alias *${node.source} has no anchor before it.`)
    }
    return { kind: 'alias', name: node.source, start: range[0], end: range[1], properties }
  }
  if (isMap(node)) return buildMap(node, properties, context, depth)
  if (isSeq(node)) return buildSeq(node, properties, context, depth)
  if (isScalar(node)) return buildScalar(node, properties, before, fallback, context)
  return { kind: 'scalar', style: 'empty', value: '', start: fallback, end: fallback, properties }
}

function buildScalar(
  node: {
    readonly value: unknown
    readonly range?: readonly number[] | null
    readonly type?: unknown
    readonly srcToken?: unknown
  },
  properties: Properties | undefined,
  before: Tokens,
  fallback: number,
  context: Context,
): ScalarNode {
  const range = node.range ?? [fallback, fallback]
  const style = styles[String(node.type)] ?? 'plain'
  // The parser turns every `<<` into a symbol, even in quotes or as a value.
  const value = typeof node.value === 'symbol' ? '<<' : String(node.value ?? '')
  if (style === 'plain' && range[0] === range[1]) {
    const start = endOfIndicators(before, fallback)
    return { kind: 'scalar', style: 'empty', value: '', start, end: start, properties }
  }
  const start = range[0]!
  if (style !== 'literal' && style !== 'folded') {
    return { kind: 'scalar', style, value, start, end: range[1]!, properties }
  }
  const end = blockEnd(context.text, start, range[1]!)
  return { kind: 'scalar', style, value: blockValue(value, context.text, end), start, end, properties }
}

/** Where the file ends right after the last word, no line end can belong to the value (as yaml.v3 reads it). */
function blockValue(value: string, text: string, end: number): string {
  return end === text.length && !/\s$/.test(text) ? value.replace(/\n$/, '') : value
}

/** Trailing blank lines are content only under `+`; the last line end belongs to the file in any case. */
function blockEnd(text: string, start: number, end: number): number {
  const keeps = /^[|>][0-9]?\+/.test(text.slice(start, start + 3))
  let at = end
  if (keeps) return text[at - 1] !== '\n' ? at : text[at - 2] === '\r' ? at - 2 : at - 1
  while (at > start && /\s/.test(text[at - 1]!)) at -= 1
  return at
}

function buildMap(
  node: object,
  properties: Properties | undefined,
  context: Context,
  depth: number,
): MapNode {
  const source = node as unknown as {
    items: readonly Pair<unknown, unknown>[]
    flow?: boolean
    range: readonly number[]
    srcToken?: CST.FlowCollection
  }
  const flow = source.flow === true
  const bare = flow && source.srcToken?.type !== 'flow-collection'
  const seen = new Set<string>()
  const pairs = source.items.map((pair) => {
    const built = buildPair(pair, source.range[0]!, context, depth)
    if (seen.has(built.key.value)) {
      refuse(context, built.key.start, 'DuplicateKey', `The key ${built.key.value} appears twice in one map.`)
    }
    seen.add(built.key.value)
    return built
  })
  const start = bare || !flow ? (pairs[0]?.start ?? source.range[0]!) : source.range[0]!
  const end = bare || !flow ? (pairs.at(-1)?.end ?? start) : source.range[1]!
  const trailingComma = flow && !bare ? trailingCommaOf(source.srcToken) : undefined
  return { kind: 'map', flow, bare, pairs, trailingComma, start, end, properties }
}

function buildPair(
  pair: Pair<unknown, unknown>,
  fallback: number,
  context: Context,
  depth: number,
): PairNode {
  const token = pair.srcToken as { start: Tokens; sep?: Tokens } | undefined
  const before = token?.start
  const explicit = before?.find((part) => part.type === 'explicit-key-ind')
  const key = build(pair.key, before, explicit ? explicit.offset + 1 : fallback, context, depth + 1)
  if (key.kind !== 'scalar') {
    refuse(context, key.start, 'YamlInvalid', 'A key of this file is a list, a map or an alias.')
  }
  const colon = token?.sep?.find((part) => part.type === 'map-value-ind')?.offset
  const value = build(pair.value, token?.sep, colon === undefined ? key.end : colon + 1, context, depth + 1)
  const start = Math.min(explicit?.offset ?? key.start, key.properties?.start ?? key.start)
  const comma = before?.find((part) => part.type === 'comma')?.offset
  return { key, value, start, end: endOf(value, colon), colon, comma }
}

function endOf(value: TreeNode, indicator: number | undefined): number {
  return Math.max(value.end, value.properties?.end ?? 0, indicator === undefined ? 0 : indicator + 1)
}

function buildSeq(
  node: object,
  properties: Properties | undefined,
  context: Context,
  depth: number,
): SeqNode {
  const source = node as unknown as {
    items: readonly unknown[]
    flow?: boolean
    range: readonly number[]
    srcToken: CST.BlockSequence | CST.FlowCollection
  }
  const flow = source.flow === true
  const tokens = source.srcToken.items.filter((item) =>
    flow
      ? Boolean(item.key ?? item.sep ?? item.value) || item.start.some(isProperty)
      : item.start.some((part) => part.type === 'seq-item-ind'),
  )
  const items = source.items.map((item, index): ItemNode => {
    const before = tokens[index]?.start
    const dash = before?.find((part) => part.type === 'seq-item-ind')?.offset
    const fallback = dash === undefined ? source.range[0]! : dash + 1
    const value = build(
      isPair(item) ? null : item,
      isMap(item) && flow ? undefined : before,
      fallback,
      context,
      depth + 1,
    )
    const start = dash ?? value.properties?.start ?? value.start
    return {
      value,
      start,
      end: endOf(value, dash),
      comma: before?.find((part) => part.type === 'comma')?.offset,
    }
  })
  const start = flow ? source.range[0]! : (items[0]?.start ?? source.range[0]!)
  const end = flow ? source.range[1]! : (items.at(-1)?.end ?? start)
  const trailingComma = flow ? trailingCommaOf(source.srcToken as CST.FlowCollection) : undefined
  return { kind: 'seq', flow, items, trailingComma, start, end, properties }
}

function trailingCommaOf(token: CST.FlowCollection | undefined): number | undefined {
  const last = token?.items.at(-1)
  if (!last || last.key || last.sep || last.value) return undefined
  return last.start.find((part) => part.type === 'comma')?.offset
}

function isProperty(part: CST.SourceToken): boolean {
  return part.type === 'anchor' || part.type === 'tag'
}

function propertiesOf(tokens: Tokens): Properties | undefined {
  const parts = tokens?.filter(isProperty)
  const first = parts?.[0]
  const last = parts?.at(-1)
  if (!parts || !first || !last) return undefined
  const anchor = parts.find((part) => part.type === 'anchor')?.source.slice(1)
  const tag = parts.find((part) => part.type === 'tag')?.source
  return {
    ...(anchor === undefined ? {} : { anchor }),
    ...(tag === undefined ? {} : { tag }),
    start: first.offset,
    end: last.offset + last.source.length,
  }
}

/** End of the last token that is not space or comment: where an empty value would begin. */
function endOfIndicators(tokens: Tokens, fallback: number): number {
  const last = tokens?.filter((part) => !['space', 'newline', 'comment'].includes(part.type)).at(-1)
  return last && last.type !== 'comma' ? last.offset + last.source.length : fallback
}
