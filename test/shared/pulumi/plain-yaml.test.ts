import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseAnyYaml } from '../../../shared/domain/pulumi/tree/parse-yaml.ts'
import { parsePlainYaml } from '../../../shared/domain/pulumi/tree/plain-yaml.ts'

/** Where the quick reader has a tree, the parser has the same. True when it had one. */
function agrees(text: string): boolean {
  const plain = parsePlainYaml(text)
  if (plain === undefined) return false
  expect(parseAnyYaml(text, 0), text).toEqual({
    ok: true,
    value: { format: 'yaml', text, markBytes: 0, root: plain },
  })
  return true
}

const folder = join(import.meta.dirname, '../../fixtures/pulumi')
const fixtures = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
  .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))

const plain = fixtures.filter((text) => parsePlainYaml(text) !== undefined)

test('every file of the corpus that is read without the parser is read as the parser does', () => {
  const read = fixtures.filter(agrees)
  expect(read.length).toBeGreaterThan(fixtures.length / 2)
})

/** What a mistake could be made of. */
const pieces = fc.constantFrom(
  ...[
    '\n',
    '\n\n',
    ' ',
    '  ',
    '   ',
    ': ',
    ':',
    '::',
    '#',
    ' #',
    ' # c',
    '- ',
    '-',
    '--',
    '"',
    "'",
    'a',
    '1',
    '.5',
    '~',
  ],
  ...[
    '---\n',
    '...\n',
    '? ',
    '| ',
    '>',
    '&a ',
    '*a',
    '!t ',
    '{',
    '}',
    '[',
    ']',
    ',',
    '\t',
    '\r\n',
    '\r',
    '\u00e9',
    '\u2028',
  ],
  ...[
    '\u0085',
    '\ufeff',
    '\ud800',
    '\0',
    '\\',
    '<<: ',
    '@',
    '`',
    '%',
    'null',
    '=',
    '/',
    'key: v\n',
    '  key: v\n',
    'key:\n',
  ],
  ...[
    '    - x\n',
    '- x\n',
    '  - x\n',
    '  -\n',
    'a: "b" c\n',
    "a: 'it''s'\n",
    'a: b: c\n',
    'arn:aws:iam::1:role/r',
    'a: x\n   y\n',
  ],
)

test('a file of the corpus with pieces put in, or in place of others, is read as the parser does', () => {
  const change = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), cut: fc.nat(5), piece: pieces })
  let read = 0
  fc.assert(
    fc.property(
      fc.constantFrom(...plain),
      fc.array(change, { minLength: 1, maxLength: 2 }),
      (text, changes) => {
        let changed = text.slice(0, 600)
        for (const { at, cut, piece } of changes) {
          const from = Math.round(at * changed.length)
          changed = changed.slice(0, from) + piece + changed.slice(from + cut)
        }
        if (agrees(changed)) read += 1
      },
    ),
    { numRuns: 4000 },
  )
  expect(read).toBeGreaterThan(200)
})

test('text made of such pieces alone is read as the parser does', () => {
  let read = 0
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 8 }), (parts) => {
      if (agrees(parts.join(''))) read += 1
    }),
    { numRuns: 6000 },
  )
  expect(read).toBeGreaterThan(10)
})

test.each([
  ['a key twice', 'a: 1\na: 2\n'],
  ['text over lines', 'a: one\n  two\n'],
  ['text below its key', 'a:\n  one\n'],
  ['several documents', 'a: 1\n---\nb: 2\n'],
  ['an anchor', 'a: &x 1\n'],
  ['a flow map', 'a: {b: 1}\n'],
  ['an escape', 'a: "\\n"\n'],
  ['a tab', 'a:\t1\n'],
  ['lines of Windows', 'a: 1\r\n'],
  ['a list at the top', '- a\n'],
  ['nothing', ''],
  ['a comment alone', '# nothing\n'],
  ['levels without end', Array.from({ length: 40 }, (_, level) => `${' '.repeat(level)}a:\n`).join('')],
])('%s is left to the parser', (_, text) => {
  expect(parsePlainYaml(text)).toBeUndefined()
})
