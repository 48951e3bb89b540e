/** The end of a text: at most `lines` lines and `characters` characters. */
export function lastLines(text: string, lines = 5, characters = 600): string {
  return text.trim().split('\n').slice(-lines).join('\n').slice(-characters)
}
