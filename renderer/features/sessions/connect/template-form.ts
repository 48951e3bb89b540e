import type { NameTemplate } from '../../../../shared/domain/organisation/types.ts'
import type { TemplateForm } from './connect-state.ts'

/** Where a pattern that begins here ends: after a slash that is followed by a comma or the end. */
function endOfPattern(text: string, start: number): number | undefined {
  for (let slash = text.indexOf('/', start + 1); slash >= 0; slash = text.indexOf('/', slash + 1)) {
    const rest = text.slice(slash + 1)
    const after = (rest.startsWith('i') ? rest.slice(1) : rest).trimStart()
    if (slash > start + 1 && (after === '' || after.startsWith(','))) return text.length - after.length
  }
  return undefined
}

/** The texts to cut, in order: each up to the next comma, or a pattern between slashes, which may contain commas. */
export function readTrims(text: string): string[] {
  const found: string[] = []
  for (let at = 0; at < text.length;) {
    const start = text.length - text.slice(at).trimStart().length
    const comma = text.indexOf(',', start)
    const end =
      (text.charAt(start) === '/' ? endOfPattern(text, start) : undefined) ??
      (comma < 0 ? text.length : comma)
    found.push(text.slice(start, end).trim())
    at = end + 1
  }
  return found.filter((part) => part !== '')
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

/** The beginning that most account names share, such as `acme-`; at least three of them, so that it is not by chance. */
export function sharedBeginning(names: readonly string[]): string | undefined {
  const [first = ''] = names
  if (names.length < 3) return undefined
  const end = /^[^-_ ./]+[-_ ./]/.exec(first)?.[0]
  if (end === undefined) return undefined
  return names.every((name) => name.startsWith(end) && name.length > end.length) ? end : undefined
}
