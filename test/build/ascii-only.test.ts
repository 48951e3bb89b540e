import { describe, expect, it } from 'vitest'
import { toAscii } from '../../build/ascii-only.mjs'

const evaluate = (code: string): unknown => new Function(`return ${code}`)() as unknown

describe('code of one byte for each character', () => {
  it.each([
    '"→ “a” \\u001b"',
    '`a ${"é"} ⟨x⟩ \u{1F600}`',
    '"\u{1F600}".match(/[\u{1F600}-\u{1F64F}]/u)?.[0]',
    '"a\u2028b\ufeffc"',
    '({ schlüssel: 1 })',
    '/[–—]/.test("—")',
    '"plain"',
  ])('means the same: %s', (code) => {
    const ascii = toAscii(code, 'x')
    expect(ascii).toMatch(/^[\0-\x7f]*$/)
    expect(evaluate(ascii)).toEqual(evaluate(code))
  })

  it.each(['"\\→"', 'String.raw`a → b`'])(
    'is refused where an escape would mean something else: %s',
    (code) => {
      expect(() => toAscii(code, 'the file')).toThrow('the file')
    },
  )
})
