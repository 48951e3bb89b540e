import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applySplices } from '../../../shared/domain/edit/splices.ts'
import { lineSplices } from '../../../core/history/line-changes.ts'
import { mergeLines } from '../../../core/history/merge.ts'
import { growth, linear } from '../../growth.ts'
import { bytesOf, textOf } from '../files/sandbox.ts'

const merge = (base: string, mine: string, theirs: string) =>
  textOf(mergeLines(bytesOf(base), bytesOf(mine), bytesOf(theirs)))

describe('mergeLines', () => {
  it.each([
    ['apart', 'a\nb\nc\n', 'A\nb\nc\n', 'a\nb\nC\n', 'A\nb\nC\n'],
    ['neighbours', 'a\nb\n', 'A\nb\n', 'a\nB\n', 'A\nB\n'],
    ['an insertion before a changed line', 'a\n', 'x\na\n', 'A\n', 'x\nA\n'],
    ['an insertion after a changed line', 'a\nb\n', 'a\nx\nb\n', 'A\nb\n', 'A\nx\nb\n'],
    ['the same change', 'a\nb\n', 'A\nb\n', 'A\nb\n', 'A\nb\n'],
    ['the same change and another', 'a\nb\nc\n', 'A\nb\nC\n', 'A\nb\nc\n', 'A\nb\nC\n'],
    ['different changes of one line', 'a\n', 'A\n', 'x\n', undefined],
    ['different insertions at one place', 'a\nb\n', 'a\nx\nb\n', 'a\ny\nb\n', undefined],
    ['a change of a line that is taken away', 'a\nb\n', 'A\nb\n', 'b\n', undefined],
    ['no line break at the end', 'a\nb', 'A\nb', 'a\nB', 'A\nB'],
  ])('%s', (_, base, mine, theirs, expected) => {
    expect(merge(base, mine, theirs)).toBe(expected)
  })

  const content = fc
    .array(fc.constantFrom('a\n', 'b\n', '\n', 'c\r\n', '\xff\n'), { maxLength: 12 })
    .map((lines) => new Uint8Array(Buffer.from(lines.join(''), 'latin1')))

  it('with nothing changed on one side is the other side', () => {
    fc.assert(
      fc.property(content, content, (base, changed) => {
        expect(mergeLines(base, base, changed)).toEqual(changed)
        expect(mergeLines(base, changed, base)).toEqual(changed)
        expect(mergeLines(base, changed, changed)).toEqual(changed)
      }),
    )
  })

  it('is the same in both directions', () => {
    fc.assert(
      fc.property(content, content, content, (base, mine, theirs) => {
        expect(mergeLines(base, mine, theirs)).toEqual(mergeLines(base, theirs, mine))
      }),
    )
  })

  it('takes time for a file of profiles with the same lines in each, not for its square', () => {
    const profile = (index: number, region: string) =>
      `[profile p${index}]\nregion = ${region}\noutput = json\n\n`
    const file = (count: number, ...changed: number[]) =>
      bytesOf(
        Array.from({ length: count }, (_, index) =>
          profile(index, changed.includes(index) ? 'x' : 'eu-west-1'),
        ).join(''),
      )
    const versions = (count: number) =>
      [file(count), file(count, 1, count / 2), file(count, 2, count - 2)] as const
    const merged = mergeLines(...versions(10_000))
    expect(Buffer.compare(merged!, file(10_000, 1, 2, 5_000, 9_998))).toBe(0)
    expect(growth(versions, (three) => mergeLines(...three), 10_000)).toBeLessThan(linear)
  })
})

describe('lineSplices', () => {
  it('turn one content into the other, for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.uint8Array({ maxLength: 60 }), (before, after) => {
        const lines = (bytes: Uint8Array) => bytes.map((byte) => (byte % 5 === 0 ? 10 : byte % 7))
        const [a, b] = [lines(before), lines(after)]
        expect(applySplices(a, lineSplices(a, b))).toEqual(b)
      }),
    )
  })

  it('take a rewrite of everything as one block', () => {
    const many = (word: string) =>
      bytesOf(Array.from({ length: 6_000 }, (_, index) => `${word}${index}\n`).join(''))
    expect(lineSplices(many('a'), many('b'))).toEqual([
      { start: 0, end: many('a').length, insert: many('b') },
    ])
  })
})
