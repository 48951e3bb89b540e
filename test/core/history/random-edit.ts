import type { Splice } from '../../../shared/domain/edit/types.ts'

/** Sorted splices that do not overlap, from random cuts of [start, length, insert]. */
export function buildSplices(
  bytes: Uint8Array,
  cuts: readonly (readonly [number, number, Uint8Array])[],
): Splice[] {
  const splices: Splice[] = []
  let last = 0
  for (const [at, length, insert] of cuts.toSorted((a, b) => a[0] - b[0])) {
    const start = Math.min(Math.max(at, last), bytes.length)
    const end = Math.min(start + length, bytes.length)
    splices.push({ start, end, insert })
    last = end
  }
  return splices
}
