/** The words of a filter, in lower case. */
export function termsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/\s+/)
    .filter((term) => term !== '')
}

/** The text that a filter searches: each part on its own line, in lower case, so that no term spans two parts. */
export function searchTextOf(parts: readonly (string | undefined)[]): string {
  return parts
    .filter((part) => part !== undefined)
    .join('\n')
    .toLowerCase()
}

/** Where the terms appear in a name: sorted ranges that do not overlap. */
export function matchRanges(name: string, terms: readonly string[]): readonly (readonly [number, number])[] {
  if (terms.length === 0) return []
  const lower = name.toLowerCase()
  const found: [number, number][] = []
  for (const term of terms) {
    const at = lower.indexOf(term)
    if (at >= 0) found.push([at, at + term.length])
  }
  found.sort((a, b) => a[0] - b[0])
  const merged: [number, number][] = []
  for (const range of found) {
    const last = merged.at(-1)
    if (last !== undefined && range[0] <= last[1]) last[1] = Math.max(last[1], range[1])
    else merged.push(range)
  }
  return merged
}
