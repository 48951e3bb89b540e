/** How many list items become text at once. */
const atOnce = 250

type Fields = Readonly<Record<string, unknown>>

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !('toJSON' in value)

const isLong = (value: unknown): value is readonly unknown[] => Array.isArray(value) && value.length > atOnce

/** Whether a field at any depth holds a long list. */
const holdsLong = (value: unknown): boolean =>
  isLong(value) || (isFields(value) && Object.values(value).some(holdsLong))

/** The items as they appear at a depth, without brackets: wrapped equally deep, `JSON.stringify` indents them by itself. */
function inside(items: readonly unknown[], depth: number): string {
  let wrapped: unknown = items
  for (let level = 0; level < depth; level += 1) wrapped = [wrapped]
  const text = JSON.stringify(wrapped, undefined, 2)
  let open = 0
  for (let level = 0; level <= depth; level += 1) open += 2 + 2 * level
  let close = 0
  for (let level = 0; level <= depth; level += 1) close += 2 + 2 * level
  return text.slice(open, text.length - close)
}

function* chunksAt(value: unknown, depth: number): Generator<string, void> {
  const indent = '  '.repeat(depth)
  if (!holdsLong(value)) {
    yield inside([value], depth)
      .slice(indent.length + 2)
      .replaceAll(`\n  `, '\n')
    return
  }
  if (isLong(value)) {
    yield '[\n'
    for (let from = 0; from < value.length; from += atOnce) {
      if (from > 0) yield ',\n'
      yield inside(value.slice(from, from + atOnce), depth)
    }
    yield `\n${indent}]`
    return
  }
  yield '{'
  let isFirst = true
  for (const [key, entry] of Object.entries(value as Fields)) {
    if (entry === undefined) continue
    yield `${isFirst ? '' : ','}\n${indent}  ${JSON.stringify(key)}: `
    yield* chunksAt(entry, depth + 1)
    isFirst = false
  }
  yield `\n${indent}}`
}

/** The text of `JSON.stringify(value, undefined, 2)` in chunks, so that ten thousand rows are never in memory as one text. */
export function jsonChunks(value: unknown): Iterable<string> {
  return holdsLong(value) ? chunksAt(value, 0) : [JSON.stringify(value, undefined, 2)]
}
