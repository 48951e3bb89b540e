import {
  aboutWords,
  addedWords,
  countingWords,
  keyKinds,
  knownPlain,
  lastWords,
  secretEndings,
  secretPairs,
  secretWords,
  seedKinds,
} from './secret-words.ts'

/** A function, because the engine builds a table of all such characters when it meets the pattern: hardly any name needs it. */
const withoutUnseen = (name: string): string => name.replace(/[\p{C}\ufe00-\ufe0f\u034f]/gu, '')
const plain = /^[ -~]*$/
/** Longer text is not a name; the rule looks no further. */
const longest = 400

/** The words of a name: split at signs, at digits, and where small letters turn into capitals; in small letters. */
export function wordsOf(name: string): string[] {
  const seen = (plain.test(name) ? name : withoutUnseen(name).normalize('NFKC')).slice(-longest)
  const words: string[] = []
  let word = ''
  const end = (): void => {
    if (word !== '') words.push(word.toLowerCase())
    word = ''
  }
  for (let at = 0; at < seen.length; at += 1) {
    const character = seen.charAt(at)
    if (/[a-z]/.test(character)) word += character
    else if (/[A-Z]/.test(character)) {
      // `apiKey` is split before the K, `APIKey` too: a capital begins a word after a small letter or before one.
      const before = word.charAt(word.length - 1)
      if (/[a-z]/.test(before) || (before !== '' && /[a-z]/.test(seen.charAt(at + 1)))) end()
      word += character
      // Testing for other letters makes the engine build a table of all of them, which costs as much as reading the file.
    } else if (character > '\x7f' && /\p{L}/u.test(character)) word += character
    else end()
  }
  end()
  return words
}

function isSecretWord(word: string): boolean {
  return (
    secretWords.has(word) ||
    secretEndings.some((ending) => word.length > ending.length && word.endsWith(ending))
  )
}

/** Whether the words up to `end` name a secret. */
function decides(words: readonly string[], end: number): boolean {
  const last = words[end - 1] ?? ''
  const before = words[end - 2] ?? ''
  if (lastWords.has(last)) return true
  if ((last === 'key' || last === 'keys') && keyKinds.has(before)) return true
  if ((last === 'seed' || last === 'phrase' || last === 'code' || last === 'codes') && seedKinds.has(before))
    return true
  return secretPairs.has(words.slice(-2).join(' ')) || secretPairs.has(words.slice(-3).join(' '))
}

function isSecretPart(part: string): boolean {
  const words = wordsOf(part)
  let end = words.length
  while (end > 1 && addedWords.has(words[end - 1]!)) end -= 1
  if (end === 0) return false
  if (decides(words, end)) return !knownPlain.has(words[end - 2] ?? '') && !countingWords.has(words[0]!)
  if (aboutWords.has(words[end - 1]!) || countingWords.has(words[0]!)) return false
  for (let at = 0; at < end; at += 1) {
    if (isSecretWord(words[at]!)) return true
    if (words[at] === 'key' && at > 0 && keyKinds.has(words[at - 1]!)) return true
  }
  return false
}

/** Files repeat a few names thousands of times. */
const judged = new Map<string, boolean>()
const mostJudged = 2000

/**
 * Whether a name says that its value is a secret: of a setting, a nested setting (`s3.proxy_password`), an environment
 * variable, a JSON or YAML key (without its namespace), an option of a command. The only such list in the product; it decides
 * by whole words.
 */
export function isSecretName(name: string): boolean {
  const known = judged.get(name)
  if (known !== undefined) return known
  const secret = name
    .slice(name.lastIndexOf(':') + 1)
    .split('.')
    .some(isSecretPart)
  if (judged.size >= mostJudged) judged.clear()
  if (name.length <= longest) judged.set(name, secret)
  return secret
}
