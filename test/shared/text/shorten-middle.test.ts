import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { besideIn, shortenMiddle, tailStart } from '../../../shared/domain/text/shorten-middle.ts'

const tailOf = (text: string, ...beside: string[]) => text.slice(tailStart(text, beside))

/** As the page shows a name where there is room for so many letters. */
function shown(text: string, beside: readonly string[], room: number): string {
  if (text.length <= room) return text
  const tail = Math.min(text.length - tailStart(text, beside), room - 5)
  return `${text.slice(0, room - 1 - tail)}…${text.slice(text.length - tail)}`
}

describe('tailStart', () => {
  it.each([
    ['payments-prod-disaster-recovery-eu-west-1-operator', [], '-eu-west-1-operator'],
    ['prod-billing-readonly', [], '-readonly'],
    ['averyveryverylongnamewithoutanything', [], 'anything'],
    // The difference is in the tail: all of it stays.
    [
      'payments-prod-disaster-recovery-eu-west-2-operator',
      ['payments-prod-disaster-recovery-eu-west-1-operator'],
      '-eu-west-2-operator',
    ],
    // The first letters tell them apart anyway.
    ['prod-data-platform-eu-west-1-operator', ['test-data-platform-eu-west-1-operator'], '-west-1-operator'],
  ])('of %s beside %s keeps %s', (name, beside, kept) => {
    expect(tailOf(name, ...beside)).toBe(kept)
  })

  it('tells names apart that differ in two places', () => {
    const names = ['deployer', 'observability'].flatMap((part) =>
      [1, 2].map((region) => `prod-billing-${part}-eu-west-${region}-operator`),
    )
    for (const room of [26, 28, 30, 32]) {
      const seen = names.map((name, index) => shown(name, besideIn(names, index), room))
      expect(new Set(seen).size, `${room}: ${seen.join(' ')}`).toBe(names.length)
    }
  })

  it('tells a name from another in as many narrow columns as any one place can, in whole characters', () => {
    const part = fc.constantFrom('prod', 'billing', 'eu', 'west', '1', '2', 'operator', 'observability')
    const name = fc.array(part, { minLength: 4, maxLength: 8 }).map((parts) => parts.join('-'))
    fc.assert(
      fc.property(name, name, (one, other) => {
        fc.pre(one !== other)
        const seenApart = (start: number) =>
          [18, 22, 26, 32].filter((room) => {
            const tail = Math.min(one.length - start, room - 5)
            const head = room - 1 - tail
            if (one.length <= room) return false
            return one.slice(0, head) !== other.slice(0, head) || one.slice(-tail) !== other.slice(-tail)
          }).length
        const cuts = [...one].flatMap((letter, at) => (letter === '-' && at >= 4 ? [at] : []))
        const best = Math.max(...[tailStart(one), ...cuts].map(seenApart))
        expect(seenApart(tailStart(one, [other]))).toBe(
          one.slice(0, 4) === other.slice(0, 4) ? best : seenApart(tailStart(one)),
        )
      }),
    )
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 80 }),
        fc.array(fc.string({ maxLength: 80 }), { maxLength: 3 }),
        (text, beside) => {
          const start = tailStart(text, beside)
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
