/** Commands that write to our folders anyway, so that they may also keep compiled code there (docs/adr/0008). */
const keepers = [
  ['use'],
  ['credentials'],
  ['verify'],
  ['profiles', 'set'],
  ['profiles', 'unset'],
  ['profiles', 'add'],
  ['profiles', 'rename'],
  ['profiles', 'duplicate'],
  ['profiles', 'delete'],
  ['stacks', 'set-profile'],
] as const

/**
 * The command of this command line if its compiled code may be kept; undefined for commands that must write nothing:
 * reading commands, previews and help.
 */
export function commandToKeep(words: readonly string[]): string | undefined {
  if (words.some((word) => word === '--dry-run' || word === '--help' || word === '-h')) return undefined
  return keepers.find((keeper) => keeper.every((word, index) => words[index] === word))?.join(' ')
}
