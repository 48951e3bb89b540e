import { applySplices } from '../../shared/domain/edit/splices.ts'
import type { Splice } from '../../shared/domain/edit/types.ts'
import { lineSplices } from './line-changes.ts'

/**
 * Three-way merge by lines: the changes from `base` to `theirs` made on `mine`. undefined when both changed the same
 * lines, or inserted something at the same place, in different ways. Any bytes survive. node-diff3 is not used: it takes
 * changes of neighbouring lines for a conflict, and the two halves of a key pair are neighbours; and its search for
 * common lines is quadratic in lines that repeat, as the settings of profiles do.
 */
export function mergeLines(base: Uint8Array, mine: Uint8Array, theirs: Uint8Array): Uint8Array | undefined {
  const own = lineSplices(base, mine)
  const other = lineSplices(base, theirs)
  const merged: Splice[] = []
  let i = 0
  let j = 0
  while (i < own.length || j < other.length) {
    const a = own[i]
    const b = other[j]
    if (a === undefined || b === undefined) {
      merged.push(a ?? b!)
      if (a) i++
      else j++
    } else if (sameSplice(a, b)) {
      merged.push(a)
      i++
      j++
    } else if (isBefore(a, b)) {
      merged.push(a)
      i++
    } else if (isBefore(b, a)) {
      merged.push(b)
      j++
    } else return undefined
  }
  return applySplices(base, merged)
}

/** `a` ends where `b` starts or sooner. Two insertions at one place have no order. */
function isBefore(a: Splice, b: Splice): boolean {
  return a.end < b.start || (a.end === b.start && (a.start < a.end || b.start < b.end))
}

function sameSplice(a: Splice, b: Splice): boolean {
  return a.start === b.start && a.end === b.end && Buffer.compare(a.insert, b.insert) === 0
}
