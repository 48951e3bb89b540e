import { validateProfileName } from '../aws/names.ts'

/** Letters that do not come apart into a plain one and a mark. */
const letters: ReadonlyMap<string, string> = new Map([
  ['ß', 'ss'],
  ['ẞ', 'SS'],
  ['æ', 'ae'],
  ['Æ', 'AE'],
  ['œ', 'oe'],
  ['Œ', 'OE'],
  ['ø', 'o'],
  ['Ø', 'O'],
  ['ł', 'l'],
  ['Ł', 'L'],
  ['đ', 'd'],
  ['Đ', 'D'],
  ['ð', 'd'],
  ['Ð', 'D'],
  ['þ', 'th'],
  ['Þ', 'Th'],
  ['ı', 'i'],
])

const plain = /^[A-Za-z0-9_\-/.%@:+]*$/

/** Whether a text can be part of a name that every reader takes. */
export const isPlain = (text: string): boolean => plain.test(text)

/** Longer names are cut, so that an ending finds room below what readers and shells take. */
export const longestName = 200

/**
 * A text as part of a profile name: letters lose their marks, and what is left that not every reader takes becomes the
 * separator, once for any number of them, and not at all beside another dash, dot or slash.
 */
export function plainPart(text: string, separator: string): string {
  if (isPlain(text)) return text
  const folded = text
    .normalize('NFKD')
    .replace(/[^\x00-\x7f]/gu, (character) => letters.get(character) ?? (/\p{M}/u.test(character) ? '' : ' '))
  return folded
    .replace(/[^A-Za-z0-9_\-/.%@:+]+/g, ' ')
    .replace(/ ?([-_/.]) ?/g, '$1')
    .trim()
    .replaceAll(' ', separator)
}

/** Whether a profile may be made under this name; `default` is what every tool takes that is told nothing. */
export const isUsable = (name: string): boolean =>
  name.toLowerCase() !== 'default' && !name.includes(' ') && validateProfileName(name).ok
