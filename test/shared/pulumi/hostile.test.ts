import { describe, expect, test } from 'vitest'
import { readStackFile } from '../../../shared/domain/pulumi/read/stack-file.ts'
import { growth, linear } from '../../growth.ts'
import { edited, setProfile, utf8 } from './support.ts'

const laughs = [
  'a: &a ["lol","lol","lol","lol","lol","lol","lol","lol","lol"]',
  ...'bcdefghi'.split('').map((name, index) => {
    const before = 'abcdefghi'[index]!
    return `${name}: &${name} [${Array(9).fill(`*${before}`).join(',')}]`
  }),
].join('\n')

const cases: [string, string, string][] = [
  ['tabs as indentation', 'config:\n\taws:region: x\n', 'YamlInvalid'],
  [
    'conflict markers',
    'config:\n<<<<<<< HEAD\n  aws:profile: a\n=======\n  aws:profile: b\n>>>>>>> x\n',
    'YamlInvalid',
  ],
  ['duplicate keys', 'config:\n  aws:profile: a\n  "aws:profile": b\n', 'DuplicateKey'],
  ['several documents', 'config: {}\n---\nconfig: {}\n', 'SeveralDocuments'],
  ['half a million documents', '---\n'.repeat(500_000), 'SeveralDocuments'],
  ['an alias without anchor', 'config:\n  a:b: *nothing\n', 'YamlInvalid'],
  ['a lone carriage return', 'config:\r  aws:profile: a\r', 'YamlInvalid'],
  ['a NUL', 'config:\n  a:b: "\0"\n', 'YamlInvalid'],
  ['an open quote', 'config:\n  a:b: "x\n', 'YamlInvalid'],
  ['deep brackets', `config: ${'['.repeat(200_000)}`, 'YamlTooLarge'],
  ['deep dashes', `config:\n  ${'- '.repeat(200_000)}x\n`, 'YamlTooLarge'],
  ['deep question marks', `${'? '.repeat(200_000)}x\n`, 'YamlTooLarge'],
  [
    'deep indentation',
    Array.from({ length: 900 }, (_, at) => `${' '.repeat(at)}a:\n`).join(''),
    'YamlTooLarge',
  ],
  ['50 megabytes', `config:\n  a:b: ${'x'.repeat(50 * 1024 * 1024)}\n`, 'YamlTooLarge'],
]

describe('hostile files are refused by code', () => {
  test.each(cases)('%s', (_, text, code) => {
    expect(edited(text, setProfile('x'))).toBe(code)
    const read = readStackFile(utf8(text), 'yaml')
    expect(read.ok ? 'read' : read.error.code).toBe(code)
  })

  test.each<[string, (size: number) => string]>([
    ['documents', (size) => '---\n'.repeat(size)],
    ['brackets', (size) => `config: ${'['.repeat(size)}`],
    ['dashes', (size) => `config:\n  ${'- '.repeat(size)}x\n`],
    ['question marks', (size) => `${'? '.repeat(size)}x\n`],
    ['a long value', (size) => `config:\n  a:b: ${'x'.repeat(size)}\n`],
    ['empty lines', (size) => '\n'.repeat(size)],
    [
      'plain keys',
      (size) => 'config:\n' + Array.from({ length: size / 100 }, (_, at) => `  app:key${at}: v\n`).join(''),
    ],
  ])('in time that grows with their size, not its square: %s', (_, text) => {
    const read = (bytes: Uint8Array) => readStackFile(bytes, 'yaml')
    expect(growth((size) => utf8(text(size)), read, 100_000)).toBeLessThan(linear)
    expect(growth(text, (input) => edited(input, setProfile('x')), 100_000)).toBeLessThan(linear)
  })

  test('bytes that are not UTF-8', () => {
    for (const bytes of [
      [0xff, 0xfe, 0x41],
      [0xc0, 0x80],
      [0xed, 0xa0, 0x80],
      [0xf5, 0x80, 0x80, 0x80],
      [0xe2, 0x82],
    ]) {
      const read = readStackFile(new Uint8Array(bytes), 'yaml')
      expect(read.ok ? 'read' : read.error.code).toBe('YamlInvalid')
    }
  })

  test('JSON that is deep, doubled or broken', () => {
    expect(edited('['.repeat(100_000), setProfile('x'), 'json')).toBe('YamlTooLarge')
    expect(edited('{"a":1,"a":2}', setProfile('x'), 'json')).toBe('DuplicateKey')
    for (const text of ['', '{', '{"a":1,}', "{'a':1}", '{"a":01}', '{} {}', '{"a":"\n"}']) {
      expect(edited(text, setProfile('x'), 'json')).toBe('YamlInvalid')
    }
  })
})

test('billion laughs: aliases stay aliases, reading stops at its budget, editing keeps every byte', () => {
  const text = `${laughs}\nconfig:\n  app:x: *i\n`
  expect(edited(text, setProfile('dev'))).toBe(`${text}  aws:profile: dev\n`)
  const read = readStackFile(utf8(text), 'yaml')
  expect(read.ok && JSON.stringify(read.value.config).length).toBeLessThan(1_000_000)
})

test('an anchor that holds itself does not hang the reader', () => {
  const read = readStackFile(utf8('config: &c\n  a:b: *c\n'), 'yaml')
  expect(read.ok).toBe(true)
})

test('a problem inside of maps and lists is told with its own line and words', () => {
  const read = readStackFile(utf8('config:\n  a:b:\n    - c: d\n      e: "x\n'), 'yaml')
  expect(read).toMatchObject({
    ok: false,
    error: { code: 'YamlInvalid', reason: 'Missing closing "quote', line: 5 },
  })
})
