/**
 * A text without the characters at its end for which `drops` says yes. In one look from the end: `/[ \t]+$/` looks again
 * from each blank of a run that ends elsewhere, so that a long run takes the square of its length.
 */
export function trimEndOf(text: string, drops: (character: string) => boolean): string {
  let end = text.length
  while (end > 0 && drops(text[end - 1]!)) end -= 1
  return text.slice(0, end)
}
