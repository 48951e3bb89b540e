import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  blockEnd,
  blockStart,
  hasBlock,
  putBlock,
  removeBlock,
} from '../../../shared/domain/shells/rc-block.ts'
import { applySplices } from '../../../shared/domain/edit/splices.ts'
import type { EditOutcome } from '../../../shared/domain/edit/types.ts'

const lines = ['if [ -r x ]; then . x; fi']
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

function done(outcome: EditOutcome): Extract<EditOutcome, { ok: true }> {
  if (!outcome.ok) throw new Error(outcome.error.message)
  return outcome
}

const block = `${blockStart}\n${lines[0]}\n${blockEnd}`

describe('the block in a start-up file', () => {
  it.each([
    [undefined, `${block}\n`],
    ['', `${block}\n`],
    ['a\n', `a\n${block}\n`],
    ['a', `a\n${block}`],
    ['a\r\nb', `a\r\nb\r\n${block.replaceAll('\n', '\r\n')}`],
    [`a\n${blockStart}\nold\n${blockEnd}\nb\n`, `a\n${block}\nb\n`],
    [`${block}\nmid\n${block}\nb`, `${block}\nmid\nb`],
  ])('of %j becomes %j', (before, after) => {
    const put = done(putBlock(before === undefined ? undefined : bytesOf(before), lines))
    expect(textOf(put.bytes)).toBe(after)
    expect(hasBlock(put.bytes)).toBe(true)
    expect(done(putBlock(put.bytes, lines)).splices).toEqual([])
  })

  it.each([
    `${blockStart}\nx\n`,
    `x\n${blockEnd}\n`,
    `${blockEnd}\n${blockStart}\n`,
    `${blockStart}\n${block}\n`,
  ])('is not touched when it is only half there: %j', (text) => {
    expect(putBlock(bytesOf(text), lines)).toMatchObject({ error: { code: 'SyntaxError' } })
    expect(removeBlock(bytesOf(text))).toMatchObject({ error: { code: 'SyntaxError' } })
  })

  it('is not put into UTF-16', () => {
    const utf16 = new Uint8Array([0xff, 0xfe, 0x61, 0])
    expect(putBlock(utf16, lines)).toMatchObject({ error: { code: 'UnsupportedEncoding' } })
  })

  it('takes a mark inside a line for text', () => {
    const text = `echo "${blockStart}"\n`
    expect(hasBlock(bytesOf(text))).toBe(false)
    expect(textOf(done(putBlock(bytesOf(text), lines)).bytes)).toBe(`${text}${block}\n`)
  })

  it('goes in and out again without a trace, whatever the bytes', () => {
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 30 }),
      fc.constantFrom('\n', '\r\n', '\r', 'é', ' ').map(bytesOf),
    )
    const file = fc
      .array(piece, { maxLength: 12 })
      .map((parts) => Uint8Array.from(parts.flatMap((part) => [...part])))
    fc.assert(
      fc.property(file, (before) => {
        const put = putBlock(before, lines)
        if (!put.ok) return expect(before[0]! >= 0xfe).toBe(true)
        expect(put.splices).toHaveLength(1)
        expect(applySplices(before, put.splices)).toEqual(put.bytes)
        expect(put.bytes.subarray(0, before.length)).toEqual(before)
        expect(done(removeBlock(put.bytes)).bytes).toEqual(before)
      }),
      { numRuns: 500 },
    )
  })
})
