/**
 * Whether a command line asks for JSON, known before it is parsed: a command line that cannot be parsed is refused as JSON
 * too. The words of the command that `exec` runs are not ours.
 */
export function asksForJson(words: readonly string[]): boolean {
  const isWord = (word: string): boolean => word === '--' || !word.startsWith('-')
  const from = words[0] === 'exec' ? words.slice(1) : words
  const end = words[0] === 'exec' ? from.findIndex(isWord) : from.indexOf('--')
  return (end === -1 ? from : from.slice(0, end)).includes('--json')
}
