import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dueNotice } from '../../../../core/features/guards/expiry-notices.ts'

const minute = 60_000
const end = 100 * minute

describe('dueNotice', () => {
  it('gives each notice once, at its moment', () => {
    const given: (readonly [number, number])[] = []
    for (let now = 0, last = 0; now <= 120 * minute; last = now, now += 15_000) {
      const minutes = dueNotice(end, last, now)
      if (minutes !== undefined) given.push([now, minutes])
    }
    expect(given).toEqual([
      [90 * minute, 10],
      [99 * minute, 1],
    ])
  })

  it('after a sleep gives one notice, and none for what has ended', () => {
    expect(dueNotice(end, 0, 95 * minute)).toBe(10)
    expect(dueNotice(end, 0, 99.5 * minute)).toBe(1)
    expect(dueNotice(end, 0, end)).toBeUndefined()
    expect(dueNotice(end, 99.5 * minute, 500 * minute)).toBeUndefined()
    expect(dueNotice(end, 95 * minute, 98 * minute)).toBeUndefined()
    expect(dueNotice(NaN, 0, 1)).toBeUndefined()
  })

  it('never tells more than two notices, nor one after the end, however it is called', () => {
    const steps = fc.array(fc.integer({ min: 1, max: 30 * minute }), { maxLength: 60 })
    fc.assert(
      fc.property(steps, (gaps) => {
        let last = 0
        let told = 0
        for (const gap of gaps) {
          const now = last + gap
          const minutes = dueNotice(end, last, now)
          if (minutes !== undefined) {
            told += 1
            expect(end - now).toBeGreaterThan(0)
            expect(end - now).toBeLessThanOrEqual(minutes * minute)
          }
          last = now
        }
        expect(told).toBeLessThanOrEqual(2)
      }),
    )
  })
})
