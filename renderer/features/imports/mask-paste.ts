import { secretSpans } from '../../../shared/domain/secrets/find-secrets.ts'
import { joinSpans } from '../../../shared/domain/secrets/spans.ts'

export interface PastePart {
  readonly text: string
  /** The length of a hidden value; its text is empty. */
  readonly hidden?: number
}

// Text that can only be a key or a token, such as a column of a CSV file, random or not.
const long = /(?<![\w/+:.@-])(?!arn:)([A-Za-z0-9/+]{40,}={0,2})/g

/** Splits a pasted text into visible and hidden parts. Linear in the length of the text. */
export function maskPaste(text: string): readonly PastePart[] {
  const runs = [...text.matchAll(long)].map(({ 0: run, index }) => ({
    start: index,
    end: index + run.length,
  }))
  const parts: PastePart[] = []
  let at = 0
  for (const { start, end } of joinSpans([...secretSpans(text), ...runs])) {
    if (start > at) parts.push({ text: text.slice(at, start) })
    parts.push({ text: '', hidden: end - start })
    at = end
  }
  if (at < text.length) parts.push({ text: text.slice(at) })
  return parts
}
