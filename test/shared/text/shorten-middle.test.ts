import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shortenMiddle, tailStart } from '../../../shared/domain/text/shorten-middle.ts'

const tailOf = (text: string, above?: string) => text.slice(tailStart(text, above))

describe('tailStart', () => {
  it.each([
    ['payments-prod-disaster-recovery-eu-west-1-operator', undefined, '-eu-west-1-operator'],
    ['prod-billing-readonly', undefined, '-readonly'],
    ['averyveryverylongnamewithoutanything', undefined, 'anything'],
    // The difference is in the tail: all of it stays.
    [
      'payments-prod-disaster-recovery-eu-west-2-operator',
      'payments-prod-disaster-recovery-eu-west-1-operator',
      '-eu-west-2-operator',
    ],
    // The difference is in the beginning, which then has the room.
    [
      'payments-test-disaster-recovery-eu-west-1-operator',
      'payments-prod-disaster-recovery-eu-west-1-operator',
      '-operator',
    ],
  ])('of %s below %s keeps %s', (name, above, kept) => {
    expect(tailOf(name, above)).toBe(kept)
  })

  it('keeps at most half of a name, in whole characters, and what differs from the name above', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 80 }),
        fc.string({ maxLength: 80 }),
        (text, above) => {
          const start = tailStart(text, above)
          expect(start).toBeGreaterThanOrEqual(Math.floor(text.length / 2))
          expect(start).toBeLessThanOrEqual(text.length)
          expect([...text.slice(0, start), ...text.slice(start)]).toEqual([...text])
        },
      ),
    )
  })
})

describe('shortenMiddle', () => {
  it('keeps both ends', () => {
    expect(shortenMiddle('payments-prod-disaster-recovery-eu-west-1-operator', 40)).toBe(
      'payments-prod-disast…-eu-west-1-operator',
    )
    expect(shortenMiddle('short', 40)).toBe('short')
  })

  it('is as long as it may be, and begins and ends as the name does', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 90 }),
        fc.integer({ min: 5, max: 60 }),
        (text, most) => {
          const short = shortenMiddle(text, most)
          expect([...short].length).toBe(Math.min([...text].length, most))
          if (short === text) return
          const [head = '', tail = ''] =
            short.split('…', 2).length === 2 && !text.includes('…') ? short.split('…') : ['', '']
          expect(text.startsWith(head) && text.endsWith(tail)).toBe(true)
        },
      ),
    )
  })
})
