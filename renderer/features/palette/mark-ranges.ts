/** Where the words of a query stand in a label: sorted ranges that do not overlap. */
export function markRanges(label: string, query: string): readonly (readonly [number, number])[] {
  const lower = label.toLowerCase()
  const found: [number, number][] = []
  for (const term of query.toLowerCase().split(/\s+/)) {
    const at = term === '' ? -1 : lower.indexOf(term)
    if (at >= 0) found.push([at, at + term.length])
  }
  found.sort((a, b) => a[0] - b[0])
  return found.filter((range, index) => index === 0 || range[0] >= (found[index - 1]?.[1] ?? 0))
}
