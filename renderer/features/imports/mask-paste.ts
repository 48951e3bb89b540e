export interface PastePart {
  readonly text: string
  /** The length of a hidden value; its text is empty. */
  readonly hidden?: number
}

// The value behind a name that says secret, token or password, in any dialect: `=`, `:`, `set -x NAME value`, quoted.
const named = /((?:secret|token|passw)\w*["']?\s*(?:[=:,]|\s)\s*["']?)([^\s"',;]{8,})/gi
// What can only be a key or a token, such as a column of a CSV file.
const long = /(?<![\w/+:.@-])(?!arn:)([A-Za-z0-9/+]{40,}={0,2})/g

/** Cuts a pasted text into what may be shown and what stays hidden. Linear in the length of the text. */
export function maskPaste(text: string): readonly PastePart[] {
  const ranges: [number, number][] = []
  for (const match of text.matchAll(named)) {
    const end = match.index + match[0].length
    ranges.push([end - (match[2]?.length ?? 0), end])
  }
  for (const match of text.matchAll(long)) ranges.push([match.index, match.index + match[0].length])
  ranges.sort((a, b) => a[0] - b[0])
  const parts: PastePart[] = []
  let at = 0
  for (const [start, end] of ranges) {
    if (end <= at) continue
    const from = Math.max(start, at)
    if (from > at) parts.push({ text: text.slice(at, from) })
    parts.push({ text: '', hidden: end - from })
    at = end
  }
  if (at < text.length) parts.push({ text: text.slice(at) })
  return parts
}

/** Whether a text has something like AWS keys in it, so that a paste outside any field may open the import. */
export function looksLikeCredentials(text: string): boolean {
  return text.length < 1_000_000 && /\b(?:AKIA|ASIA)[A-Z0-9]{12,}/.test(text) && /secret|token/i.test(text)
}
