/** The words of a filter, in lower case. */
export function termsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/\s+/)
    .filter((term) => term !== '')
}

/** What a filter looks through: each part on a line of its own, in lower case, so that no term runs over two of them. */
export function searchTextOf(parts: readonly (string | undefined)[]): string {
  return parts
    .filter((part) => part !== undefined)
    .join('\n')
    .toLowerCase()
}
