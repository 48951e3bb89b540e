import { secretMask } from './secret-mask.ts'

/** Part of a text, in UTF-16 units. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** The same parts in order, those that touch or overlap joined, empty ones left out. */
export function joinSpans(spans: readonly Span[]): Span[] {
  const joined: { start: number; end: number }[] = []
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start)) {
    if (start >= end) continue
    const last = joined.at(-1)
    if (last && start <= last.end) last.end = Math.max(last.end, end)
    else joined.push({ start, end })
  }
  return joined
}

/** The text with a mask in place of each part. */
export function maskSpans(text: string, spans: readonly Span[], mask = secretMask): string {
  let masked = ''
  let from = 0
  for (const { start, end } of joinSpans(spans)) {
    masked += text.slice(from, start) + mask
    from = end
  }
  return masked + text.slice(from)
}
