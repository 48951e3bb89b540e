import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readProjectFile } from '../../../shared/domain/pulumi/read/project-file.ts'
import { readStackFile } from '../../../shared/domain/pulumi/read/stack-file.ts'
import { resolvePlain } from '../../../shared/domain/pulumi/scalar/resolve.ts'
import { decodeUtf8, encodeUtf8, utf8Length } from '../../../shared/domain/pulumi/text/utf8.ts'
import { utf8 } from './support.ts'

test('values come with lines, text as the provider gets it, and no secret', () => {
  const text =
    'config:\n  aws:region: eu-west-1\n  app:id: 012\n  aws:token:\n    secure: v1:NONCE:CIPHER\n  aws:secretKey: PLAINSECRET\n' +
    '  aws:assumeRoleWithWebIdentity: \'{"webIdentityToken":"JSONSECRET"}\'\n  app:list: [{password: LISTSECRET, name: n}]\n'
  const read = readStackFile(utf8(text), 'yaml')
  if (!read.ok) throw new Error(read.error.message)
  const lines = read.value.config.map((entry) => [entry.logical, entry.line])
  expect(lines.slice(0, 3)).toEqual([
    ['aws:region', 2],
    ['app:id', 3],
    ['aws:token', 4],
  ])
  expect(read.value.config[1]!.value).toMatchObject({ text: '10', source: '012', type: 'int' })
  const shown = JSON.stringify(read.value, (_, value: unknown) => (value instanceof Map ? [...value] : value))
  for (const secret of ['CIPHER', 'PLAINSECRET', 'JSONSECRET', 'LISTSECRET'])
    expect(shown).not.toContain(secret)
  const bytes = utf8(text)
  const hidden = read.value.secretRanges.map((range) => decodeUtf8(bytes.slice(range.start, range.end)))
  expect(hidden).toEqual([
    'v1:NONCE:CIPHER',
    'PLAINSECRET',
    expect.stringContaining('JSONSECRET'),
    'LISTSECRET',
  ])
})

test('<< as a value, and as a key in quotes, is text', () => {
  const read = readStackFile(utf8('config:\n  a:x: "<<"\n  a:y: [<<]\n  a:z: { "<<": 1 }\n'), 'yaml')
  if (!read.ok) throw new Error(read.error.message)
  const [x, y, z] = read.value.config.map(({ value }) => value)
  expect(x).toMatchObject({ kind: 'text', text: '<<' })
  expect(y).toMatchObject({ kind: 'list', items: [{ text: '<<' }] })
  expect(z?.kind === 'map' && [...z.entries.keys()]).toEqual(['<<'])
})

test('a project declares options with a default, or without one', () => {
  const declared = [
    'config:',
    '  shop:size: { type: integer, default: 3 }',
    '  shop:name: { type: string, description: Asked for }',
    '  shop:map: { default: 1, other: 2 }',
    '  shop:given: { value: x, type: string }',
  ]
  const read = readProjectFile(utf8(`name: shop\nruntime: yaml\n${declared.join('\n')}\n`), 'Pulumi.yaml')
  if (!read.ok) throw new Error(read.error.message)
  expect(
    read.value.config.map(({ logical, value }) => [logical, value.kind === 'text' && value.text]),
  ).toEqual([
    ['shop:size', '3'],
    ['shop:map', false],
    ['shop:given', 'x'],
  ])
})

test('a merge brings its keys in, and own keys win', () => {
  const read = readStackFile(
    utf8('b: &b {aws:profile: x, aws:region: y}\nconfig:\n  <<: *b\n  aws:region: z\n'),
    'yaml',
  )
  expect(read.ok && read.value.config.map((entry) => [entry.key, entry.inherited])).toEqual([
    ['aws:region', false],
    ['aws:profile', true],
  ])
})

test.each([
  ['012345678901', '12345678901'],
  ['012345670123', '1402433619'],
  ['0x0A', '10'],
  ['0o17', '15'],
  ['1_000', '1000'],
  ['1e3', '1000'],
  ['017', '15'],
  ['yes', 'yes'],
  ['True', 'true'],
  ['2024-01-02', '2024-01-02 00:00:00 +0000 UTC'],
  ['12345678901234567890', '12345678901234567890'],
  ['1.5.2', '1.5.2'],
])('the CLI reads %s as %s', (source, text) => {
  expect(resolvePlain(source).text).toBe(text)
})

test('UTF-8 in and out, and its length, are those of the platform', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const bytes = new TextEncoder().encode(text)
      expect(encodeUtf8(text)).toEqual(bytes)
      expect(decodeUtf8(bytes)).toBe(text)
      expect(utf8Length(text)).toBe(bytes.length)
    }),
  )
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 8 }), (bytes) => {
      let expected: string | undefined
      try {
        expected = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
      } catch {
        expected = undefined
      }
      expect(decodeUtf8(bytes)).toBe(expected)
    }),
    { numRuns: 2000 },
  )
})
