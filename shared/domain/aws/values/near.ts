/** How many letters must be added, left out, changed or swapped with their neighbour; `most` + 1 stands for more. */
function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const change = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      const swapped =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? before[j - 2]! + 1 : Infinity
      row.push(Math.min(change, swapped, last[j]! + 1, row[j - 1]! + 1))
    }
    before = last
    last = row
  }
  return last[b.length]!
}

/**
 * The known word that `word` was meant to be: the only one that is nearest, and near. Long words may have two typing mistakes.
 */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const most = word.length < 8 ? 1 : 2
  if (word.length < 4 || word.length > 64) return undefined
  let best = most + 1
  let found: string | undefined
  for (const candidate of known) {
    const far = distance(word, candidate, most)
    if (far > most || far > best) continue
    found = far < best ? candidate : undefined
    best = far
  }
  return found
}
