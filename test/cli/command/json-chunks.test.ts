import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { jsonChunks } from '../../../cli/output/json-chunks.ts'

const long = fc.array(fc.anything({ maxDepth: 2, withDate: true }), { minLength: 240, maxLength: 520 })

it('gives what JSON.stringify gives, in pieces', () => {
  const value = fc.record({
    ok: fc.boolean(),
    value: fc.record({
      rows: fc.oneof(long, fc.array(fc.string())),
      more: fc.option(fc.record({ deep: long, text: fc.string(), none: fc.constant(undefined) })),
      other: fc.jsonValue(),
    }),
  })
  fc.assert(
    fc.property(fc.oneof(value, long, fc.jsonValue()), (one) => {
      const expected = JSON.stringify(one, undefined, 2)
      expect([...jsonChunks(one)].join('')).toBe(expected)
    }),
    { numRuns: 60 },
  )
})

it('cuts a long list into pieces', () => {
  const rows = Array.from({ length: 10_000 }, (_, index) => ({ index }))
  const lengths = [...jsonChunks({ ok: true, value: { rows } })].map(({ length }) => length)
  expect(Math.max(...lengths)).toBeLessThan(20_000)
})
