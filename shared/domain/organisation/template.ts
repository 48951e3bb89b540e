import { fail, ok, type Result } from '../../result.ts'
import { isPlain, longestName, plainPart } from './plain-name.ts'
import { shortRegion, shortRole } from './short-forms.ts'
import { readTrims, type NamePiece } from './trim.ts'
import type { NameTemplate } from './types.ts'
import { trimEndOf } from '../text/trim-end.ts'

/** The placeholders of a template; `short` where there is a short form. */
export const templateFields = [
  { name: 'account', short: false },
  { name: 'accountId', short: false },
  { name: 'role', short: true },
  { name: 'region', short: true },
  { name: 'session', short: false },
] as const

type FieldName = (typeof templateFields)[number]['name']

export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'field'; readonly field: FieldName; readonly short: boolean }

/** What the name of one profile is made from. */
export interface NameFields {
  readonly accountId: string
  readonly accountName?: string | undefined
  readonly roleName: string
  readonly region: string
  readonly session: string
}

export interface NameMaker {
  readonly parts: readonly TemplatePart[]
  /** The name that the template gives: of characters that every reader takes, or empty. Others may get the same. */
  name(fields: NameFields): string
  /** A text in the case and the characters of the names, for an ending. */
  plain(text: string): string
  /** The account name in pieces: what is cut, and what is left. */
  cut(accountName: string): readonly NamePiece[]
}

const invalid = (message: string, reason: string, remedy: string): Result<never> =>
  fail('TemplateInvalid', message, { reason, remedy })

const fieldsInWords =
  'Use {account}, {accountId}, {role}, {role:short}, {region}, {region:short} and {session}.'

/** The parts of a template, in order. Fails with TemplateInvalid. */
export function readTemplate(text: string): Result<readonly TemplatePart[]> {
  const parts: TemplatePart[] = []
  for (let at = 0; at < text.length;) {
    const open = text.indexOf('{', at)
    const literal = open < 0 ? text.slice(at) : text.slice(at, open)
    if (literal.includes('}'))
      return invalid(
        'A } in the template has no { before it.',
        'Braces enclose what AWS fills in.',
        fieldsInWords,
      )
    if (literal !== '') parts.push({ kind: 'text', text: literal })
    if (open < 0) break
    const close = text.indexOf('}', open)
    if (close < 0)
      return invalid('A { in the template is not closed.', 'Braces enclose what AWS fills in.', fieldsInWords)
    const [name = '', form, ...rest] = text.slice(open + 1, close).split(':')
    const field = templateFields.find((known) => known.name === name)
    const isShort = form === 'short' && field?.short === true && rest.length === 0
    if (field === undefined || (form !== undefined && !isShort))
      return invalid(
        `{${text.slice(open + 1, close)}} is not a field.`,
        'Templates have no field of that name.',
        fieldsInWords,
      )
    parts.push({ kind: 'field', field: field.name, short: isShort })
    at = close + 1
  }
  if (!parts.some(({ kind }) => kind === 'field'))
    return invalid('The template names no field.', 'All profiles would have the same name.', fieldsInWords)
  return ok(parts)
}

function inCase(text: string, wanted: NameTemplate['case']): string {
  return wanted === 'lower' ? text.toLowerCase() : wanted === 'upper' ? text.toUpperCase() : text
}

/** Each account has many roles, and each role many accounts: each name is processed once. */
function remembered(make: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const made = make(text)
    known.set(text, made)
    return made
  }
}

/** Reads a template with its trims. Fails with TemplateInvalid. */
export function nameMaker(template: NameTemplate): Result<NameMaker> {
  const separator = template.separator ?? '-'
  if (!isPlain(separator))
    return invalid(
      `The separator ${JSON.stringify(separator)} cannot be used.`,
      'Not every reader takes it in a profile name.',
      'Use letters, digits and - _ / . % @ : +, or nothing.',
    )
  const parts = readTemplate(template.text)
  if (!parts.ok) return parts
  const odd = parts.value.find((part) => part.kind === 'text' && !/^[A-Za-z0-9_\-/.%@:+ ]*$/.test(part.text))
  if (odd?.kind === 'text')
    return invalid(
      `The text ${JSON.stringify(odd.text)} cannot be part of a profile name.`,
      'Not every reader takes all of its characters.',
      'Use letters, digits and - _ / . % @ : +',
    )
  const trimmer = readTrims(template.trim ?? [])
  if (!trimmer.ok) return trimmer
  const accountPart = remembered((name) => {
    const left = trimmer.value(name).filter(({ cut }) => !cut)
    const part = plainPart(left.map(({ text }) => text).join(''), separator).replace(/^[-_./]+/, '')
    return trimEndOf(part, (character) => '-_./'.includes(character))
  })
  const rolePart = remembered((name) => plainPart(name, separator))
  const shortPart = remembered((name) => plainPart(shortRole(name), separator))
  const fill = (part: TemplatePart, fields: NameFields): string => {
    if (part.kind === 'text') return part.text.replaceAll(' ', separator)
    switch (part.field) {
      case 'account':
        return accountPart(fields.accountName ?? '') || plainPart(fields.accountId, separator)
      case 'accountId':
        return plainPart(fields.accountId, separator)
      case 'role':
        return part.short ? shortPart(fields.roleName) : rolePart(fields.roleName)
      case 'region':
        return plainPart(part.short ? shortRegion(fields.region) : fields.region, separator)
      case 'session':
        return plainPart(fields.session, separator)
    }
  }
  return ok({
    parts: parts.value,
    name(fields) {
      const text = parts.value.map((part) => fill(part, fields)).join('')
      // Every command takes a name that begins with a dash for an option.
      return inCase(text, template.case).replace(/^-+/, '').slice(0, longestName)
    },
    plain: (text) => inCase(plainPart(text, separator), template.case),
    cut: trimmer.value,
  })
}
