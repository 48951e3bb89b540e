import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { applySplices } from '../../../shared/domain/edit/splices.ts'
import type { Splice } from '../../../shared/domain/edit/types.ts'
import { editStackFile } from '../../../shared/domain/pulumi/edit.ts'
import type { StackOperation } from '../../../shared/domain/pulumi/operations.ts'
import type { FileFormat } from '../../../shared/domain/pulumi/tree/types.ts'
import { utf8 } from './support.ts'

const cases = join(import.meta.dirname, '../../fixtures/pulumi/cases')
const corpus: readonly { bytes: Uint8Array; format: FileFormat }[] = readdirSync(cases, {
  recursive: true,
  encoding: 'utf8',
})
  .filter((name) => /Pulumi\.[\w.-]+\.(?:ya?ml|json)$/.test(name))
  .map((name) => ({
    bytes: new Uint8Array(readFileSync(join(cases, name))),
    format: name.endsWith('.json') ? 'json' : 'yaml',
  }))

/** Generated stack files: keys in any quotes, comments, blank lines, lists at either indent, CRLF, BOM, no final line end. */
const scalar = fc.constantFrom(
  'dev',
  '"x y"',
  "'it''s'",
  '012345678901',
  'true',
  '~',
  '1e3',
  '2024-01-02',
  '[a, b]',
  '{k: v}',
  '|\n    text\n    more',
  '>-\n    folded',
)
const comment = fc.constantFrom('', '', ' # c', '   #x')
const pair = fc.record({
  name: fc.constantFrom('aws:region', 'aws:profile', 'app:a', 'app:b', 'aws:maxRetries'),
  value: scalar,
  comment,
  above: fc.constantFrom('', '', '\n', '  # own\n'),
})
const generated = fc
  .record({
    head: fc.constantFrom('', '# head\n', '---\n', 'encryptionsalt: v1:abc\n', 'environment:\n- a/b\n'),
    pairs: fc.uniqueArray(pair, { selector: (item) => item.name, maxLength: 5 }),
    list: fc.constantFrom(
      '',
      '  aws:allowedAccountIds:\n  - "111122223333"\n',
      '  aws:assumeRoles:\n    - roleArn: x # c\n      tags: {a: b}\n',
    ),
    tail: fc.constantFrom('', '# end\n', '\n\n', 'other: 1\n'),
    crlf: fc.boolean(),
    mark: fc.boolean(),
    cut: fc.boolean(),
  })
  .map(({ head, pairs, list, tail, crlf, mark, cut }) => {
    const lines = pairs.map((item) => {
      const block = /^[|>]/.test(item.value)
      return `${item.above}  ${item.name}: ${item.value}${block ? '' : item.comment}\n`
    })
    let text = `${head}config:\n${lines.join('')}${list}${tail}`
    if (cut) text = text.replace(/\n$/, '')
    if (crlf) text = text.replaceAll('\n', '\r\n')
    return { bytes: utf8((mark ? '\ufeff' : '') + text), format: 'yaml' as const }
  })

const name = fc.oneof(
  fc.constantFrom(
    'dev',
    'no',
    '123',
    "o'x",
    'a: b',
    '#x',
    '',
    'true',
    '012345678901',
    'ü 🚀',
    'a\nb',
    '- x',
    '"q"',
  ),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
)
const operation: fc.Arbitrary<StackOperation> = fc.oneof(
  name.map((profile): StackOperation => ({ type: 'setProfile', profile })),
  fc.constant<StackOperation>({ type: 'unsetProfile' }),
  name.map((region): StackOperation => ({ type: 'setRegion', region })),
  fc.constant<StackOperation>({ type: 'unsetRegion' }),
  fc
    .tuple(
      fc.constantFrom(
        'aws:retryMode',
        'aws:defaultTags.tags.Env',
        'aws:defaultTags.tags["a.b"]',
        'aws:assumeRoles[0].roleArn',
        'aws:assumeRoles[1].sessionName',
        'aws:allowedAccountIds',
        'aws:allowedAccountIds[0]',
        'app:a',
        'aws:endpoints[0].s3',
      ),
      fc.oneof(
        name,
        fc.boolean(),
        fc.integer(),
        fc.array(name, { maxLength: 3 }),
        fc.dictionary(fc.constantFrom('a', 'b-c', 'no', 'secure'), name, { maxKeys: 3 }),
      ),
    )
    .map(([path, value]): StackOperation => ({ type: 'setOptionPath', path, value })),
  fc
    .constantFrom(
      'aws:defaultTags',
      'aws:assumeRoles[0]',
      'aws:assumeRoles[0].roleArn',
      'aws:allowedAccountIds',
      'app:a',
    )
    .map((path): StackOperation => ({ type: 'unsetOptionPath', path })),
  fc
    .constantFrom('a/b', 'acme/x@3', 'env')
    .map((value): StackOperation => ({ type: 'addEnvironment', name: value })),
  fc
    .constantFrom('a/b', 'acme/app-dev', 'acme/dev')
    .map((value): StackOperation => ({ type: 'removeEnvironment', name: value })),
  fc
    .constantFrom('assumeRole', 'sharedCredentialsFile', 'dynamodbEndpoint')
    .map((migration): StackOperation => ({ type: 'migrateOption', migration })),
)

const file = fc.oneof(fc.constantFrom(...corpus), generated)

/** The splices that lead back: each old stretch in place of what was inserted. */
function reverse(bytes: Uint8Array, splices: readonly Splice[]): Splice[] {
  let shift = 0
  return splices.map((splice) => {
    const start = splice.start + shift
    shift += splice.insert.length - (splice.end - splice.start)
    return { start, end: start + splice.insert.length, insert: bytes.slice(splice.start, splice.end) }
  })
}

/** Top-level and config values by an independent reading, without the keys that the operation may touch. */
function others(bytes: Uint8Array, touched: RegExp): unknown {
  const text = new TextDecoder().decode(bytes)
  const document = parseAllDocuments(text, { schema: 'failsafe', uniqueKeys: false })
  const value = (Array.isArray(document) && document[0]?.toJS()) as Record<string, unknown> | null
  const inner = value?.['config']
  const config = Object.entries(typeof inner === 'object' && inner !== null ? inner : {})
  const rest = Object.entries(value ?? {}).filter(([key]) => key !== 'config' && key !== 'environment')
  return { config: config.filter(([key]) => !touched.test(key)), rest }
}

describe('any edit of any file', () => {
  test('either fails by code or changes only what it says, and can be undone to the byte', () => {
    fc.assert(
      fc.property(file, operation, ({ bytes, format }, change) => {
        const outcome = editStackFile(bytes, change, format)
        if (!outcome.ok) {
          expect(outcome.error.code).not.toBe('VerifyMismatch')
          return
        }
        expect(applySplices(bytes, outcome.splices)).toEqual(outcome.bytes)
        expect(applySplices(outcome.bytes, reverse(bytes, outcome.splices))).toEqual(bytes)
        const path = 'path' in change ? change.path.replace(/[.[].*$/, '') : 'aws:(?:config:)?'
        const touched = new RegExp(`^${path}`)
        expect(others(outcome.bytes, touched)).toEqual(others(bytes, touched))
      }),
      { numRuns: 1500 },
    )
  })

  test('done twice is done once', () => {
    fc.assert(
      fc.property(file, operation, ({ bytes, format }, change) => {
        const first = editStackFile(bytes, change, format)
        if (!first.ok || (change.type === 'unsetOptionPath' && change.path.endsWith(']'))) return
        const second = editStackFile(first.bytes, change, format)
        expect(second.ok && second.splices).toEqual([])
      }),
      { numRuns: 1000 },
    )
  })

  test('line ends, byte order mark and secrets stay', () => {
    fc.assert(
      fc.property(file, operation, ({ bytes, format }, change) => {
        const outcome = editStackFile(bytes, change, format)
        if (!outcome.ok) return
        const decode = (data: Uint8Array): string =>
          new TextDecoder('utf-8', { ignoreBOM: true }).decode(data)
        const [before, after] = [decode(bytes), decode(outcome.bytes)]
        expect(after.startsWith('\ufeff')).toBe(before.startsWith('\ufeff'))
        if (before.includes('\r\n') && !/[^\r]\n/.test(before)) expect(after).not.toMatch(/[^\r]\n/)
        const secrets = (text: string): string[] =>
          text.match(/secure: v1\S+|encryption\w+: \S+|encryptedkey: \S+/g) ?? []
        expect(secrets(after)).toEqual(secrets(before))
      }),
      { numRuns: 500 },
    )
  })
})
