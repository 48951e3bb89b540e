/**
 * A text without the characters at its end for which `drops` says yes. One pass from the end: `/[ \t]+$/` starts again
 * at each blank of a run that ends elsewhere, so that a long run takes quadratic time.
 */
export function trimEndOf(text: string, drops: (character: string) => boolean): string {
  let end = text.length
  while (end > 0 && drops(text[end - 1]!)) end -= 1
  return text.slice(0, end)
}
