import { describe, expect, it } from 'vitest'
import { linearPattern } from '../../../shared/domain/organisation/linear-pattern.ts'
import { shortRegion, shortRole } from '../../../shared/domain/organisation/short-forms.ts'
import { nameMaker } from '../../../shared/domain/organisation/template.ts'
import { readTrims } from '../../../shared/domain/organisation/trim.ts'
import { defaultTemplate } from '../../../shared/domain/organisation/types.ts'
import { growth, linear } from '../../growth.ts'
import { must, nameOf } from './support.ts'

describe('the name of a profile by template', () => {
  it.each([
    ['{account}-{role}', 'Payments', 'Payments-AdministratorAccess'],
    ['{account}-{role:short}', 'Payments', 'Payments-admin'],
    ['{accountId}:{role}', 'Payments', '111122223333:AdministratorAccess'],
    ['{session}/{account}/{region}', 'Payments', 'acme/Payments/eu-west-1'],
    ['{account}.{region:short}', 'Payments', 'Payments.euw1'],
    ['my {account}', 'Payments', 'my-Payments'],
    ['--{account}', 'Payments', 'Payments'],
  ])('%s', (text, account, name) => expect(nameOf({ text }, account)).toBe(name))

  it.each([
    ['two words', 'two-words'],
    ['  blanks   around ', 'blanks-around'],
    ['Acme - Prod', 'Acme-Prod'],
    ['Müller & Söhne', 'Muller-Sohne'],
    ['Straße', 'Strasse'],
    ['Łódź', 'Lodz'],
    ['a]b"c\'d', 'a-b-c-d'],
    ['team/prod', 'team/prod'],
    ['本番', '111122223333'],
    ['本番 prod', 'prod'],
    ['—', '111122223333'],
    ['[default]', 'default'],
    ['a\nb\u0000c\u202ed', 'a-b-c-d'],
    ['', '111122223333'],
  ])('of the account %j', (account, name) => expect(nameOf({ text: '{account}' }, account)).toBe(name))

  it('is cut to a length that leaves room for an ending', () => {
    expect(nameOf({ text: '{account}-{role}' }, 'x'.repeat(200))).toBe('x'.repeat(200))
  })

  it('takes the separator and the case', () => {
    expect(nameOf({ text: '{account} {role}', separator: '_', case: 'upper' }, 'my team')).toBe(
      'MY_TEAM_ADMINISTRATORACCESS',
    )
    expect(nameOf({ text: '{account}', separator: '' }, 'my team')).toBe('myteam')
    expect(nameOf(defaultTemplate, 'My Team', 'ReadOnlyAccess')).toBe('my-team-read')
  })

  it.each([
    ['{accounts}', undefined],
    ['{account:short}', undefined],
    ['{role:tiny}', undefined],
    ['{role', undefined],
    ['role}', undefined],
    ['{account', undefined],
    ['same for all', undefined],
    ['[{account}]', undefined],
    ['{account}', ' '],
    ['{account}', '#'],
  ])('refuses %s with the separator %s', (text, separator) => {
    expect(nameMaker({ text, separator })).toMatchObject({ ok: false, error: { code: 'TemplateInvalid' } })
  })
})

describe('short forms', () => {
  it.each([
    ['AdministratorAccess', 'admin'],
    ['AWSAdministratorAccess', 'admin'],
    ['PowerUserAccess', 'power'],
    ['AWSReadOnlyAccess', 'read'],
    ['DataEngineerAccess', 'DataEngineer'],
    ['BillingRole', 'Billing'],
    ['Access', 'Access'],
    ['AWS', 'AWS'],
  ])('of the role %s', (role, short) => expect(shortRole(role)).toBe(short))

  it.each([
    ['eu-west-1', 'euw1'],
    ['ap-northeast-2', 'apne2'],
    ['us-gov-east-1', 'usge1'],
    ['cn-northwest-1', 'cnnw1'],
    ['eusc-de-east-1', 'euscdee1'],
  ])('of the region %s', (region, short) => expect(shortRegion(region)).toBe(short))
})

describe('what is cut from account names', () => {
  const cut = (trim: string[], account: string): string => nameOf({ text: '{account}', trim }, account)

  it.each<[string[], string, string]>([
    [['acme-', 'legacy-'], 'acme-legacy-archive', 'archive'],
    [['legacy-', 'acme-'], 'acme-legacy-archive', 'archive'],
    [['acme'], 'acme-audit', 'audit'],
    [['-prod'], 'payments-prod', 'payments'],
    [['acme'], 'acme', 'acme'],
    [['.'], 'a.b', 'ab'],
    [['/^acme-/'], 'acme-acme-x', 'acme-x'],
    [['/^(acme|corp)-/i'], 'CORP-x', 'x'],
    [['/[0-9]{4}$/'], 'team-2024', 'team'],
    [['/\\d+/'], 'a1b22c', 'abc'],
    [['/.*/'], 'anything', 'anything'],
    [['/(?:a|b)+x?/'], 'zabaxz', 'zz'],
    [['/[^a-z]/'], 'aXbYc', 'abc'],
    [['/a.?b/'], 'zaXbz', 'zz'],
    [['/[A-C]/i'], 'xbx', 'xx'],
    [['/$/'], 'x', 'x'],
  ])('%j of %s', (trim, account, name) => expect(cut(trim, account)).toBe(name))

  it('is given in pieces, so that it can be shown', () => {
    expect(must(readTrims(['acme-', 'legacy-']))('acme-legacy-archive')).toEqual([
      { text: 'acme-legacy-', cut: true },
      { text: 'archive', cut: false },
    ])
  })

  it.each([
    '/(/',
    '/a)/',
    '/[a/',
    '/*a/',
    '/a**/',
    '/a+?/',
    '/\\1/',
    '/(?=a)/',
    '/\\b/',
    '/a{99}/',
    '/{/',
    '//',
    '/((a{50}){50})/',
  ])('refuses the pattern %s and says why', (pattern) => {
    const read = readTrims([pattern])
    expect(read).toMatchObject({ ok: false, error: { code: 'TemplateInvalid' } })
  })

  it('takes the longest match that begins first', () => {
    const find = (source: string, text: string) => must(linearPattern(source, false)).find(text, 0)
    expect(find('a|ab|abc', 'xabcd')).toEqual({ start: 1, end: 4 })
    expect(find('b+|abbb', 'abbbb')).toEqual({ start: 0, end: 4 })
    expect(find('x*', 'yy')).toBeUndefined()
    expect(find('^b', 'ab')).toBeUndefined()
  })

  it('agrees with the regular expressions of the language on what both take', () => {
    const sources = ['a+b', 'a*b?c', '(ab|c)+', '[ab]{1,2}c', '^a?b', 'b$', 'a.c', '(a|b)*c']
    const letters = ['a', 'b', 'c']
    const texts = letters.flatMap((x) =>
      letters.flatMap((y) => letters.flatMap((z) => [x + y + z, x + y + z + x + y])),
    )
    for (const source of sources)
      for (const text of texts) {
        const native = [...text.matchAll(new RegExp(source, 'g'))].find(([match]) => match !== '')
        expect(must(linearPattern(source, false)).find(text, 0)?.start, `${source} in ${text}`).toBe(
          native?.index,
        )
      }
  })

  it.each(['(a+)+$', '(a|a)*b', '(a|aa)+$', '(.*a){12}b', '((a*)*)*b'])(
    'does not take long for %s, on which others hang',
    (source) => {
      const pattern = must(linearPattern(source, false))
      expect(
        growth(
          (size) => `${'a'.repeat(size)}!`,
          (text) => pattern.find(text, 0),
          4_000,
        ),
      ).toBeLessThan(linear)
    },
  )
})
