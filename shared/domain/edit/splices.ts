import type { Splice } from './types.ts'

/** The bytes that `splices` (sorted, not overlapping, offsets of `bytes`) make of `bytes`. Throws for invalid splices: a bug. */
export function applySplices(bytes: Uint8Array, splices: readonly Splice[]): Uint8Array {
  let size = bytes.length
  let last = 0
  for (const splice of splices) {
    if (splice.start < last || splice.end < splice.start || splice.end > bytes.length) {
      throw new RangeError('splices must be sorted, apart and inside the file')
    }
    size += splice.insert.length - (splice.end - splice.start)
    last = splice.end
  }
  const result = new Uint8Array(size)
  let from = 0
  let to = 0
  for (const splice of splices) {
    result.set(bytes.subarray(from, splice.start), to)
    to += splice.start - from
    result.set(splice.insert, to)
    to += splice.insert.length
    from = splice.end
  }
  result.set(bytes.subarray(from), to)
  return result
}

interface Stretch {
  readonly oldStart: number
  readonly oldEnd: number
  readonly newStart: number
  readonly newEnd: number
}

/**
 * One list of splices for two edits in a row: `first` counts bytes of the old file, `second` those of what `first`
 * made of it. `last` is the final file. Neighbouring replacements come out as one splice.
 */
export function composeSplices(
  first: readonly Splice[],
  second: readonly Splice[],
  last: Uint8Array,
): readonly Splice[] {
  if (first.length === 0) return second
  if (second.length === 0) return first
  // Every changed stretch in coordinates of the middle file, then joined where they touch.
  const stretches: Stretch[] = []
  let delta = 0
  const firsts = first.map((splice) => {
    const start = splice.start + delta
    delta += splice.insert.length - (splice.end - splice.start)
    return { start, end: start + splice.insert.length, splice }
  })
  let i = 0
  let j = 0
  let oldShift = 0 // middle offset - old offset, before the stretch
  let newShift = 0 // new offset - middle offset, before the stretch
  while (i < firsts.length || j < second.length) {
    const nextFirst = firsts[i]
    const nextSecond = second[j]
    let end = Math.min(nextFirst?.start ?? Infinity, nextSecond?.start ?? Infinity)
    const start = end
    const oldStart = start - oldShift
    const newStart = start + newShift
    for (;;) {
      const a = firsts[i]
      const b = second[j]
      if (a && a.start <= end) {
        end = Math.max(end, a.end)
        oldShift += a.splice.insert.length - (a.splice.end - a.splice.start)
        i++
      } else if (b && b.start <= end) {
        end = Math.max(end, b.end)
        newShift += b.insert.length - (b.end - b.start)
        j++
      } else break
    }
    stretches.push({ oldStart, oldEnd: end - oldShift, newStart, newEnd: end + newShift })
  }
  return stretches.map((stretch) => ({
    start: stretch.oldStart,
    end: stretch.oldEnd,
    insert: last.slice(stretch.newStart, stretch.newEnd),
  }))
}
