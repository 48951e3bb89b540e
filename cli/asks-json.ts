/**
 * Whether a command line asks for JSON. Needed before parsing, because usage errors are printed as JSON too. Ignores the
 * words of the command that `exec` runs.
 */
export function asksForJson(words: readonly string[]): boolean {
  const isWord = (word: string): boolean => word === '--' || !word.startsWith('-')
  const from = words[0] === 'exec' ? words.slice(1) : words
  const end = words[0] === 'exec' ? from.findIndex(isWord) : from.indexOf('--')
  return (end === -1 ? from : from.slice(0, end)).includes('--json')
}
