import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildFileDiff } from '../../../shared/domain/edit/diff.ts'
import type { FileDiff } from '../../../shared/domain/edit/diff-types.ts'
import { indexLines, indexSpliced } from '../../../shared/domain/edit/line-index.ts'
import { applySplices, composeSplices } from '../../../shared/domain/edit/splices.ts'
import type { ByteRange, Splice } from '../../../shared/domain/edit/types.ts'
import { secretMask } from '../../../shared/domain/secrets/secret-mask.ts'
import { visibleText } from '../../../shared/domain/text/visible-text.ts'
import { growth, linear } from '../../growth.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)
const splice = (start: number, end: number, insert: string): Splice => ({
  start,
  end,
  insert: bytesOf(insert),
})

function diffOf(
  before: string | Uint8Array,
  splices: Splice[],
  secrets?: (bytes: Uint8Array) => ByteRange[],
) {
  const old = typeof before === 'string' ? bytesOf(before) : before
  const after = applySplices(old, splices)
  return buildFileDiff({
    label: '~/f',
    path: '/f',
    before: old,
    after,
    splices,
    secretsBefore: () => secrets?.(old) ?? [],
    secretsAfter: () => secrets?.(after) ?? [],
  })
}

/** The diff as text, one line a line. */
function shown(diff: FileDiff): string[] {
  const sign = { context: ' ', add: '+', remove: '-' }
  return diff.hunks.flatMap((hunk) => [
    `@${hunk.linesAbove}`,
    ...hunk.lines.map((line) => `${sign[line.type]}${line.oldLine ?? ''}:${line.newLine ?? ''} ${line.text}`),
  ])
}

const numbered = (count: number) =>
  Array.from({ length: count }, (_, index) => `line ${index + 1}\n`).join('')

describe('the lines of an edited file', () => {
  it('are found from those before as by a new search', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n', '\r'), maxLength: 40 })
    fc.assert(
      fc.property(
        text,
        fc.array(
          fc.tuple(fc.nat(8), fc.nat(8), fc.string({ unit: fc.constantFrom('x', '\n'), maxLength: 4 })),
        ),
        (before, edits) => {
          const splices: Splice[] = []
          let at = 0
          for (const [skip, length, insert] of edits) {
            const start = at + skip
            if (start + length > before.length) break
            splices.push(splice(start, start + length, insert))
            at = start + length
          }
          const old = bytesOf(before)
          const made = applySplices(old, splices)
          const [derived, searched] = [indexSpliced(indexLines(old), splices, made), indexLines(made)]
          const lines = ({ count, starts }: typeof derived) => [count, ...starts.subarray(0, count + 1)]
          expect(lines(derived)).toEqual(lines(searched))
        },
      ),
      { numRuns: 3000 },
    )
  })
})

describe('buildFileDiff', () => {
  it('shows three lines around a change, with numbers and what changed within the line', () => {
    const at = numbered(20).indexOf('line 11')
    const diff = diffOf(numbered(20), [splice(at, at + 4, 'row')])
    expect(shown(diff)).toEqual([
      '@7',
      ' 8:8 line 8',
      ' 9:9 line 9',
      ' 10:10 line 10',
      '-11: line 11',
      '+:11 row 11',
      ' 12:12 line 12',
      ' 13:13 line 13',
      ' 14:14 line 14',
    ])
    expect([3, 4].map((line) => diff.hunks[0]!.lines[line]!.changed)).toEqual([[[0, 4]], [[0, 3]]])
    expect(diff).toMatchObject({
      added: 1,
      removed: 1,
      linesBelow: 20 - (7 + 7),
      created: false,
      deleted: false,
    })
  })

  it.each<[string, string, Splice[], string[]]>([
    ['a line put in', 'a\nc\n', [splice(2, 2, 'b\n')], ['@0', ' 1:1 a', '+:2 b', ' 2:3 c']],
    ['a line taken out', 'a\nb\nc\n', [splice(2, 4, '')], ['@0', ' 1:1 a', '-2: b', ' 3:2 c']],
    ['text at the end', 'a\n', [splice(2, 2, 'b\n')], ['@0', ' 1:1 a', '+:2 b']],
    [
      'text after a last line without line break',
      'a',
      [splice(1, 1, '\nb')],
      ['@0', '-1: a', '+:1 a␊', '+:2 b'],
    ],
    ['two lines joined', 'a\nb\nc\n', [splice(1, 2, '')], ['@0', '-1: a', '-2: b', '+:1 ab', ' 3:2 c']],
    ['a file emptied', 'a\nb\n', [splice(0, 4, '')], ['@0', '-1: a', '-2: b']],
    ['a CRLF turned to LF', 'a\r\n', [splice(1, 2, '')], ['@0', '-1: a␍␊', '+:1 a␊']],
    [
      'two splices in one line',
      'abc\n',
      [splice(0, 1, 'A'), splice(2, 3, 'C')],
      ['@0', '-1: abc', '+:1 AbC'],
    ],
    ['the same bytes again', 'a\nb\n', [splice(0, 2, 'a\n')], []],
  ])('%s', (_, before, splices, expected) => {
    expect(shown(diffOf(before, splices))).toEqual(expected)
  })

  it('keeps unchanged lines inside of a spliced region as context', () => {
    const diff = diffOf('a\nb\nc\n', [splice(0, 6, 'A\nb\nC\n')])
    expect(shown(diff)).toEqual(['@0', '-1: a', '+:1 A', ' 2:2 b', '-3: c', '+:3 C'])
  })

  it('joins near changes in one hunk and parts far ones', () => {
    const text = numbered(40)
    const at = (line: number) => text.indexOf(`line ${line}\n`)
    const diff = diffOf(text, [
      splice(at(2), at(2) + 1, 'L'),
      splice(at(9), at(9) + 1, 'L'),
      splice(at(30), at(30) + 1, 'L'),
    ])
    expect(diff.hunks.map((hunk) => [hunk.linesAbove, hunk.lines.length])).toEqual([
      [0, 14],
      [14, 8],
    ])
    expect(diff.linesBelow).toBe(7)
  })

  it('tells created from deleted', () => {
    const base = { label: '~/f', path: '/f' }
    const made = buildFileDiff({
      ...base,
      before: undefined,
      after: bytesOf('a\n'),
      splices: [splice(0, 0, 'a\n')],
    })
    expect([made.created, made.deleted, shown(made)]).toEqual([true, false, ['@0', '+:1 a']])
    const gone = buildFileDiff({
      ...base,
      before: bytesOf('a\n'),
      after: undefined,
      splices: [splice(0, 2, '')],
    })
    expect([gone.created, gone.deleted, shown(gone)]).toEqual([false, true, ['@0', '-1: a']])
  })

  it('marks what changed within a line, never half a surrogate pair', () => {
    const changedOf = (before: string, after: string) =>
      diffOf(before, [{ start: 0, end: bytesOf(before).length, insert: bytesOf(after) }]).hunks[0]!.lines.map(
        (line) => line.changed?.map(([from, to]) => line.text.slice(from, to)),
      )
    expect(changedOf('region = eu-west-1\n', 'region = eu-nort-1\n')).toEqual([['wes'], ['nor']])
    expect(changedOf('x 😀 y\n', 'x 😁 y\n')).toEqual([['😀'], ['😁']])
    expect(changedOf('abc\n', 'xyz\n')).toEqual([undefined, undefined])
  })

  it('shortens a very long diff and counts what it leaves out', () => {
    const before = numbered(10_000)
    const diff = diffOf(before, [
      { start: 0, end: before.length, insert: bytesOf(before.replaceAll('line', 'row')) },
    ])
    expect(diff).toMatchObject({ added: 10_000, removed: 10_000, omitted: 16_000 })
    expect(diff.hunks.flatMap((hunk) => hunk.lines)).toHaveLength(4_000)
  })

  it('leaves out lines that are only added before one that is changed or removed', () => {
    const before = numbered(100)
    const at = (line: string) => before.indexOf(line)
    const diff = diffOf(before, [
      { start: 0, end: 0, insert: bytesOf('new\n'.repeat(10_000)) },
      { start: at('line 50\n'), end: at('line 51\n'), insert: bytesOf('') },
    ])
    expect(diff).toMatchObject({ added: 10_000, removed: 1, omitted: 6_001 })
    const shown = diff.hunks.flatMap((hunk) => hunk.lines)
    expect(shown.filter(({ type }) => type === 'remove').map(({ text }) => text)).toEqual(['line 50'])
    expect(shown.filter(({ type }) => type === 'add')).toHaveLength(3_999)
  })

  it('makes the old text into the new one, for any splices of any bytes', () => {
    const content = fc
      .array(fc.constantFrom(97, 98, 10, 10, 13), { maxLength: 60 })
      .map((list) => new Uint8Array(list))
    const cuts = fc.array(fc.tuple(fc.nat(60), fc.nat(8), content), { maxLength: 5 })
    fc.assert(
      fc.property(content, cuts, (before, list) => {
        const splices: Splice[] = []
        let last = 0
        for (const [at, length, insert] of list.toSorted((a, b) => a[0] - b[0])) {
          const start = Math.min(Math.max(at, last), before.length)
          last = Math.min(start + length, before.length)
          splices.push({ start, end: last, insert })
        }
        const diff = diffOf(before, splices)
        const lines = (bytes: Uint8Array) => String.fromCharCode(...bytes).match(/[^\n]*\n|[^\n]+$/g) ?? []
        const old = lines(before)
        const made = lines(applySplices(before, splices))
        // Rebuild the new lines: what the diff skips is copied from the old file.
        const rebuilt: string[] = []
        let next = 0
        for (const hunk of diff.hunks) {
          rebuilt.push(...old.slice(next, next + hunk.linesAbove))
          next += hunk.linesAbove
          for (const line of hunk.lines) {
            if (line.oldLine !== undefined) expect(line.oldLine).toBe(++next)
            if (line.newLine === undefined) continue
            expect(line.newLine).toBe(rebuilt.length + 1)
            rebuilt.push(line.type === 'context' ? old[line.oldLine! - 1]! : made[line.newLine - 1]!)
          }
        }
        expect(old.length - next).toBe(diff.linesBelow)
        expect([...rebuilt, ...old.slice(next)]).toEqual(made)
      }),
      { numRuns: 2_000 },
    )
  })

  it('takes time for the change, not for the file', () => {
    const line = bytesOf(`aws_access_key_id = ${'x'.repeat(80)}\n`)
    const edited = (lines: number) => {
      const before = new Uint8Array(line.length * lines)
      for (let offset = 0; offset < before.length; offset += line.length) before.set(line, offset)
      const splices = [splice(20, 21, 'y'), splice(before.length - 5, before.length - 4, 'y')]
      return { label: '', path: '', before, after: applySplices(before, splices), splices }
    }
    expect(growth(edited, buildFileDiff, 200_000)).toBeLessThan(linear)
    expect(buildFileDiff(edited(200_000))).toMatchObject({ added: 2, removed: 2 })
  })
})

describe('secrets in diffs', () => {
  const secrets = (bytes: Uint8Array): ByteRange[] =>
    [...new TextDecoder('latin1').decode(bytes).matchAll(/secret = (.*)/g)].map((match) => ({
      start: match.index + 9,
      end: match.index + match[0].length,
    }))

  it('are masks of one length, marked as changed when they are', () => {
    const before = 'secret = short\nkey = a\n'
    const diff = diffOf(before, [splice(9, 14, 'a-very-much-longer-one'), splice(21, 22, 'b')], secrets)
    expect(shown(diff)).toEqual([
      '@0',
      `-1: secret = ${secretMask}`,
      `+:1 secret = ${secretMask}`,
      '-2: key = a',
      '+:2 key = b',
    ])
    expect(diff.hunks[0]!.lines.map((line) => [line.secret, line.changed])).toEqual([
      [true, [[9, 17]]],
      [true, [[9, 17]]],
      [undefined, [[6, 7]]],
      [undefined, [[6, 7]]],
    ])
    expect(JSON.stringify(diff)).not.toMatch(/short|longer/)
  })

  it('are not marked when only the text around them changed, and are masked in context', () => {
    const diff = diffOf('secret = s\nx\nsecret = t\n', [splice(0, 1, 'S')], secrets)
    const lines = diff.hunks[0]!.lines
    expect(lines[0]).toMatchObject({ type: 'remove', secret: true })
    expect(lines.at(-1)).toMatchObject({ type: 'context', secret: true, text: `secret = ${secretMask}` })
  })
})

describe('visibleText', () => {
  it.each([
    [[0x61, 0xff, 0x62], 'a\ufffdb'],
    [[0xe2, 0x82], '\ufffd'],
    [[0xe2, 0x82, 0xac], '€'],
    [[0xc0, 0x80], '\ufffd\ufffd'],
    [[0xed, 0xa0, 0x80], '\ufffd\ufffd\ufffd'],
    [[0xf0, 0x9f, 0x98, 0x80], '😀'],
    [[0x00, 0x1b, 0x7f, 0x0d, 0x09], '␀␛␡␍\t'],
    [[0xef, 0xbb, 0xbf], '⟨U+FEFF⟩'],
    [[0xe2, 0x80, 0xae], '⟨U+202E⟩'],
    [[0xc2, 0x9b], '⟨U+009B⟩'],
  ])('%j', (bytes, expected) => {
    expect(visibleText(new Uint8Array(bytes))).toBe(expected)
  })

  it('decodes as TextDecoder does', () => {
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
    const byte = fc.oneof(
      fc.constantFrom(0xe0, 0xed, 0xf0, 0xf4, 0x80, 0x9f, 0xa0, 0xbf, 0xc3),
      fc.integer({ min: 32, max: 255 }),
    )
    fc.assert(
      fc.property(fc.array(byte, { maxLength: 12 }), (list) => {
        const bytes = new Uint8Array(list)
        const plain = visibleText(bytes).replace(/⟨U\+([0-9A-F]+)⟩/g, (_, hex: string) =>
          String.fromCodePoint(parseInt(hex, 16)),
        )
        expect(plain.replaceAll('␡', '\x7f')).toBe(decoder.decode(bytes))
      }),
      { numRuns: 3_000 },
    )
  })
})

describe('composeSplices', () => {
  it('does in one go what two edits do in a row', () => {
    const content = fc.uint8Array({ maxLength: 30 })
    const cuts = fc.array(fc.tuple(fc.nat(40), fc.nat(6), fc.uint8Array({ maxLength: 6 })), { maxLength: 4 })
    const toSplices = (length: number, list: [number, number, Uint8Array][]) => {
      const splices: Splice[] = []
      let last = 0
      for (const [at, size, insert] of list.toSorted((a, b) => a[0] - b[0])) {
        const start = Math.min(Math.max(at, last), length)
        last = Math.min(start + size, length)
        splices.push({ start, end: last, insert })
      }
      return splices
    }
    fc.assert(
      fc.property(content, cuts, cuts, (bytes, firstCuts, secondCuts) => {
        const first = toSplices(bytes.length, firstCuts)
        const middle = applySplices(bytes, first)
        const second = toSplices(middle.length, secondCuts)
        const last = applySplices(middle, second)
        expect(applySplices(bytes, composeSplices(first, second, last))).toEqual(last)
      }),
      { numRuns: 2_000 },
    )
  })
})
