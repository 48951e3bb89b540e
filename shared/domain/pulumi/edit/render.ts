import { resolveScalar } from '../scalar/resolve.ts'
import { doubleQuoted, isSafePlain, writeString } from '../scalar/write.ts'
import type { PairNode, ScalarNode, ScalarStyle } from '../tree/types.ts'
import { isList, isMapValue, type ConfigValue } from '../value.ts'
import type { EditContext } from './context.ts'

type Scalar = string | number | boolean | null

/** `top` is true for a direct value of `config`: the CLI keeps those as text, so booleans and numbers are quoted. */
export interface Place {
  readonly top: boolean
}

/** Writes one scalar; `style` is that of the value it replaces. */
export function scalarText(value: Scalar, style: ScalarStyle, place: Place, context: EditContext): string {
  if (context.file.format === 'json') {
    return place.top && value !== null
      ? doubleQuoted(String(value))
      : typeof value === 'string'
        ? doubleQuoted(value)
        : String(value)
  }
  if (typeof value === 'string') return writeString(value, style)
  if (value === null) return 'null'
  if (style === 'single') return `'${String(value)}'`
  return place.top || style === 'double' ? `"${String(value)}"` : String(value)
}

/** The token for a new value in place of an old scalar, or undefined when the old one already has that value. */
export function replacementText(
  old: ScalarNode,
  value: Scalar,
  place: Place,
  context: EditContext,
): string | undefined {
  const now = resolveScalar(old)
  const text = String(value ?? '')
  const typed = now.kind === 'bool' || now.kind === 'int' || now.kind === 'float'
  const sameText = now.text === text && old.value === text
  if (sameText && now.kind === 'string' && (place.top || typeof value === 'string')) return undefined
  if (typed && now.text === text && (typeof value !== 'string' || (place.top && sameText))) return undefined
  if (value === null && now.kind === 'null') return undefined
  if (typed && context.file.format === 'yaml' && staysNative(value, now.kind, place)) return text
  if (typed && context.file.format === 'json' && typeof value !== 'string' && value !== null) return text
  return scalarText(value, old.style, place, context)
}

/** True when a plain boolean or number may replace a plain boolean or number. */
function staysNative(value: Scalar, kind: string, place: Place): boolean {
  if (typeof value === 'number' || typeof value === 'boolean') return true
  if (!place.top || typeof value !== 'string') return false
  // Twelve digits may be an account id, which must never lose its quotes.
  return kind === 'bool' ? /^(?:true|false)$/.test(value) : /^(?:0|[1-9]\d{0,8})$/.test(value)
}

/** Writes a key as its siblings write theirs: in quotes only if all of them have quotes of one kind. */
export function keyText(key: string, siblings: readonly PairNode[], context: EditContext): string {
  if (context.file.format === 'json') return doubleQuoted(key)
  const style = siblings[0]?.key.style
  const shared = siblings.every((pair) => pair.key.style === style) ? style : undefined
  if (shared === 'single' || shared === 'double') return writeString(key, shared)
  return isSafePlain(key) ? key : doubleQuoted(key)
}

/** Lines of `prefix value` in block style, without line ends; `prefix` carries its own indentation. */
export function blockLines(
  prefix: string,
  value: ConfigValue,
  column: number,
  place: Place,
  context: EditContext,
): string[] {
  if (isList(value)) {
    if (value.length === 0) return [`${prefix} []`]
    return [prefix, ...itemLines(value, column + context.listIndent, context)]
  }
  if (isMapValue(value)) {
    if (Object.keys(value).length === 0) return [`${prefix} {}`]
    return [prefix, ...entryLines(value, column + context.mapIndent, { top: false }, context)]
  }
  return [`${prefix} ${scalarText(value, 'plain', place, context)}`]
}

/** Lines of the entries of a new map, each key at `column`. */
export function entryLines(
  value: { readonly [key: string]: ConfigValue },
  column: number,
  place: Place,
  context: EditContext,
): string[] {
  return Object.entries(value).flatMap(([key, entry]) =>
    blockLines(`${' '.repeat(column)}${keyText(key, [], context)}:`, entry, column, place, context),
  )
}

/** Lines of the items of a new list, each dash at `column`. */
export function itemLines(items: readonly ConfigValue[], column: number, context: EditContext): string[] {
  const dash = `${' '.repeat(column)}-`
  return items.flatMap((item) => {
    const empty = isList(item) ? item.length === 0 : isMapValue(item) && Object.keys(item).length === 0
    if (empty || (!isList(item) && !isMapValue(item))) {
      return blockLines(dash, item, column, { top: false }, context)
    }
    const lines = isList(item)
      ? itemLines(item, column + 2, context)
      : entryLines(item as { readonly [key: string]: ConfigValue }, column + 2, { top: false }, context)
    return lines.map((line, index) => (index === 0 ? `${dash} ${line.slice(column + 2)}` : line))
  })
}

/** A value on one line, for use inside brackets. */
export function flowText(value: ConfigValue, place: Place, context: EditContext): string {
  const { gap } = context
  if (isList(value))
    return `[${value.map((item) => flowText(item, { top: false }, context)).join(`,${gap}`)}]`
  if (isMapValue(value)) {
    const entries = Object.entries(value).map(
      ([key, entry]) => `${keyText(key, [], context)}:${gap}${flowText(entry, { top: false }, context)}`,
    )
    return `{${entries.join(`,${gap}`)}}`
  }
  return scalarText(value, 'plain', place, context)
}

/** A value in JSON, over several lines with `indent` before its closing bracket. */
export function jsonText(value: ConfigValue, indent: string, place: Place, context: EditContext): string {
  if (!isList(value) && !isMapValue(value)) return scalarText(value, 'double', place, context)
  const inner = indent + context.jsonIndent
  const parts = isList(value)
    ? value.map((item) => inner + jsonText(item, inner, { top: false }, context))
    : Object.entries(value).map(
        ([key, entry]) => `${inner}${doubleQuoted(key)}: ${jsonText(entry, inner, { top: false }, context)}`,
      )
  const [open, close] = isList(value) ? '[]' : '{}'
  if (parts.length === 0) return `${open}${close}`
  return `${open}${context.endOfLine}${parts.join(`,${context.endOfLine}`)}${context.endOfLine}${indent}${close}`
}
