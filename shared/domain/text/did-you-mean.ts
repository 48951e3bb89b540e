import { nearest } from '../aws/values/near.ts'

/** The known word that the user may have meant: the same in another case, or the only one within a typing mistake or two. */
export function meantWord(word: string, known: Iterable<string>): string | undefined {
  const words = [...known]
  const lower = word.toLowerCase()
  const same = words.filter((candidate) => candidate.toLowerCase() === lower)
  return same.length === 1 ? same[0] : nearest(word, words)
}

/** The same as the beginning of a remedy; empty where no word is near. */
export function didYouMean(word: string, known: Iterable<string>): string {
  const meant = meantWord(word, known)
  return meant === undefined ? '' : `Did you mean "${meant}"? `
}
