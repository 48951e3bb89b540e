import { nearest } from '../aws/values/near.ts'

/** The known word that somebody may have meant: the same in another case, or the only one that is a slip or two away. */
export function meantWord(word: string, known: Iterable<string>): string | undefined {
  const words = [...known]
  const lower = word.toLowerCase()
  const same = words.filter((candidate) => candidate.toLowerCase() === lower)
  return same.length === 1 ? same[0] : nearest(word, words)
}

/** The same as the beginning of what to do; nothing where no word is near. */
export function didYouMean(word: string, known: Iterable<string>): string {
  const meant = meantWord(word, known)
  return meant === undefined ? '' : `Did you mean "${meant}"? `
}
