import type { NameTemplate } from '../../../../shared/domain/organisation/types.ts'
import type { TemplateForm } from './connect-state.ts'

/** A text to cut up to the next comma, or a pattern between slashes, in which commas may stand. */
const piece = /\s*(\/.+?\/i?(?=\s*(?:,|$))|[^,]*)(?:,|$)/g

/** The texts to cut, one after the other. */
export function readTrims(text: string): string[] {
  return [...text.matchAll(piece)].map((found) => (found[1] ?? '').trim()).filter((part) => part !== '')
}

export const templateOf = ({ text, trim, case: letters, separator }: TemplateForm): NameTemplate => ({
  text,
  trim: readTrims(trim),
  case: letters,
  separator,
})

/** The form of a template that was used before. */
export const formOf = ({
  text,
  trim = [],
  case: letters = 'keep',
  separator = '-',
}: NameTemplate): TemplateForm => ({
  text,
  trim: trim.join(', '),
  case: letters,
  separator,
})

/** What most names of accounts begin with, such as `acme-`; at least three of them, so that it is no chance. */
export function sharedBeginning(names: readonly string[]): string | undefined {
  const [first = ''] = names
  if (names.length < 3) return undefined
  const end = /^[^-_ ./]+[-_ ./]/.exec(first)?.[0]
  if (end === undefined) return undefined
  return names.every((name) => name.startsWith(end) && name.length > end.length) ? end : undefined
}
