import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isNoticeDue } from '../../../../core/features/guards/expiry-notices.ts'

const minute = 60_000
const end = 100 * minute

describe('the notice of an end', () => {
  it('comes once, ten minutes before', () => {
    const given: number[] = []
    for (let now = 0, last = 0; now <= 120 * minute; last = now, now += 15_000)
      if (isNoticeDue(end, last, now)) given.push(now)
    expect(given).toEqual([90 * minute])
  })

  it('is late after a sleep, and does not come for what has ended', () => {
    expect(isNoticeDue(end, 0, 95 * minute)).toBe(true)
    expect(isNoticeDue(end, 0, 99.5 * minute)).toBe(true)
    expect(isNoticeDue(end, 0, end)).toBe(false)
    expect(isNoticeDue(end, 95 * minute, 98 * minute)).toBe(false)
    expect(isNoticeDue(Number.NaN, 0, 1)).toBe(false)
  })

  it('never comes twice, nor after the end, however it is looked at', () => {
    const steps = fc.array(fc.integer({ min: 1, max: 30 * minute }), { maxLength: 60 })
    fc.assert(
      fc.property(steps, (gaps) => {
        let last = 0
        let told = 0
        for (const gap of gaps) {
          const now = last + gap
          if (isNoticeDue(end, last, now)) {
            told += 1
            expect(end - now).toBeGreaterThan(0)
            expect(end - now).toBeLessThanOrEqual(10 * minute)
          }
          last = now
        }
        expect(told).toBeLessThanOrEqual(1)
      }),
    )
  })
})
