import type { StackOperationInput } from '../../../shared/contract/models.ts'
import { formatOptionPath, type PathSegment } from '../../../shared/domain/pulumi/option-path.ts'

export type Value = string | number | boolean | null | Value[] | { [key: string]: Value }
export type MapValue = { [key: string]: Value }

export function isMap(value: Value | undefined): value is MapValue {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function sameValue(a: Value | undefined, b: Value | undefined): boolean {
  if (Object.is(a, b)) return true
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => sameValue(item, b[index]))
  }
  if (!isMap(a) || !isMap(b)) return false
  const keys = Object.keys(a)
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && sameValue(a[key], b[key]))
  )
}

/** Whether there is nothing to write. An empty text is a value: a tag can have one. */
export function isEmptyValue(value: Value | undefined): boolean {
  if (value === undefined || value === null) return true
  if (Array.isArray(value)) return value.every(isEmptyValue)
  return isMap(value) && Object.values(value).every(isEmptyValue)
}

/** The value without empty fields; undefined when nothing is left. */
export function withoutEmpty(value: Value): Value | undefined {
  if (Array.isArray(value)) {
    const items = value.flatMap((item) => withoutEmpty(item) ?? [])
    return items.length === 0 ? undefined : items
  }
  if (!isMap(value)) return isEmptyValue(value) ? undefined : value
  const entries = Object.entries(value).flatMap(([key, item]) => {
    const left = withoutEmpty(item)
    return left === undefined ? [] : [[key, left] as const]
  })
  return entries.length === 0 ? undefined : Object.fromEntries(entries)
}

type Path = readonly PathSegment[]

const at = (path: Path, key: string) => formatOptionPath({ key, rest: path })

/** The indexes of `before` that `after` lacks, if `after` is `before` without them. */
function leftOut(before: readonly Value[], after: readonly Value[]): number[] | undefined {
  const gone: number[] = []
  let next = 0
  for (const [index, item] of before.entries()) {
    if (next < after.length && sameValue(item, after[next])) next++
    else gone.push(index)
  }
  return next === after.length ? gone : undefined
}

/** The smallest changes that turn one value of an option into another: an entry, a tag, an id, not the whole option. */
function steps(key: string, path: Path, before: Value | undefined, after: Value): StackOperationInput[] {
  if (sameValue(before, after)) return []
  if (isMap(before) && isMap(after)) {
    return [
      ...Object.keys(before)
        .filter((name) => !Object.hasOwn(after, name))
        .map((name): StackOperationInput => ({ type: 'unsetOptionPath', path: at([...path, name], key) })),
      ...Object.entries(after).flatMap(([name, value]) => steps(key, [...path, name], before[name], value)),
    ]
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    if (after.length < before.length) {
      const gone = leftOut(before, after)
      // From the end, so that the positions before it stay what they are.
      if (gone !== undefined) {
        return gone.reverse().map((index) => ({ type: 'unsetOptionPath', path: at([...path, index], key) }))
      }
    } else {
      return after.flatMap((value, index) => steps(key, [...path, index], before[index], value))
    }
  }
  return [{ type: 'setOptionPath', path: at(path, key), value: after }]
}

/** The operations that change an option in the stack file to the wanted value; undefined removes it. */
export function operationsFor(
  name: string,
  before: Value | undefined,
  after: Value | undefined,
): StackOperationInput[] {
  if (name === 'profile') {
    return typeof after === 'string' ? [{ type: 'setProfile', profile: after }] : [{ type: 'unsetProfile' }]
  }
  if (name === 'region') {
    return typeof after === 'string' ? [{ type: 'setRegion', region: after }] : [{ type: 'unsetRegion' }]
  }
  const key = `aws:${name}`
  return after === undefined ? [{ type: 'unsetOptionPath', path: key }] : steps(key, [], before, after)
}
