import { diff3Merge } from 'node-diff3'
import { latinBytes, latinLines } from './line-changes.ts'

/**
 * Three-way merge by lines: the changes from `base` to `theirs` made on `mine`. undefined when both changed the same
 * lines in different ways. Any bytes survive.
 */
export function mergeLines(base: Uint8Array, mine: Uint8Array, theirs: Uint8Array): Uint8Array | undefined {
  const [o, a, b] = [latinLines(base), latinLines(mine), latinLines(theirs)]
  const shortest = Math.min(o.length, a.length, b.length)
  // Common ends are set aside: the library compares every line with every equal one.
  let top = 0
  while (top < shortest && o[top] === a[top] && o[top] === b[top]) top++
  let bottom = 0
  while (bottom < shortest - top) {
    const line = o[o.length - 1 - bottom]
    if (line !== a[a.length - 1 - bottom] || line !== b[b.length - 1 - bottom]) break
    bottom++
  }
  const middle = (lines: string[]) => lines.slice(top, lines.length - bottom)
  const merged = diff3Merge(middle(a), middle(o), middle(b), { excludeFalseConflicts: true })
  const lines = o.slice(0, top)
  for (const part of merged) {
    if (part.conflict || part.ok === undefined) return undefined
    for (const line of part.ok) lines.push(line)
  }
  for (const line of o.slice(o.length - bottom)) lines.push(line)
  return latinBytes(lines.join(''))
}
