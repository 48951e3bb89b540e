import { validateProfileName } from '../aws/names.ts'

/** Letters that do not separate into a plain letter and a mark. */
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

/** Longer names are cut, so that an ending fits within the limit of readers and shells. */
export const longestName = 200

/**
 * A text as part of a profile name: letters lose their marks, and characters that not every reader takes become the
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

/** Whether a profile may be created under this name; every tool uses `default` when it is given no name. */
export const isUsable = (name: string): boolean =>
  name.toLowerCase() !== 'default' && !name.includes(' ') && validateProfileName(name).ok
