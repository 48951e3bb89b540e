import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawPicker } from '../../../cli/picker/draw-picker.ts'
import { filterItems, type PickerItem } from '../../../cli/picker/filter-items.ts'
import { profileItems } from '../../../cli/picker/pick-profile.ts'
import { readKeys } from '../../../cli/picker/read-keys.ts'
import { cutMiddle, displayWidth } from '../../../cli/terminal/display-width.ts'
import type { ProfileSummary } from '../../../shared/contract/models.ts'

const items = (...names: string[]): PickerItem[] => names.map((name) => ({ name }))
const names = (found: readonly PickerItem[]): string[] => found.map(({ name }) => name)
const plain = (_colour: string, text: string): string => text

function draw(shown: readonly PickerItem[], columns: number): string[] {
  const state = { title: 'Use', query: '', found: shown, total: shown.length, at: 0, top: 0 }
  return drawPicker({ ...state, height: 12, columns, paint: plain })
}

describe('what a query finds', () => {
  const all = items('dev', 'prod-billing', 'prod', 'my-prod', 'pr-od')

  it('takes the whole name first, then beginnings, then insides, then letters in their order', () => {
    expect(names(filterItems(all, 'prod'))).toEqual(['prod', 'prod-billing', 'my-prod', 'pr-od'])
    expect(names(filterItems(all, 'pbill'))).toEqual(['prod-billing'])
    expect(names(filterItems(all, 'bill prod'))).toEqual(['prod-billing'])
    expect(names(filterItems(all, 'zz'))).toEqual([])
    expect(names(filterItems(all, ' '))).toEqual(names(all))
  })

  it('looks beside the name too', () => {
    expect(names(filterItems([{ name: 'a', also: '111122223333 Acme' }, { name: 'b' }], 'acme'))).toEqual([
      'a',
    ])
  })
})

describe('what is drawn', () => {
  const long = 'acme-production-eu-west-1-very-long-team-name-billing-operator'

  it('leaves secondary text out before a name loses anything, and never the state', () => {
    const item = { name: long, details: ['eu-west-1', 'production', '111122223333'], state: 'wrong secret' }
    const wide = draw([item], 200)[1]!
    for (const text of [long, 'eu-west-1', 'production', '111122223333', 'wrong secret'])
      expect(wide).toContain(text)
    const narrow = draw([item], 80)[1]!
    expect(narrow).toContain(long)
    expect(narrow).not.toContain('eu-west-1  ')
    expect(narrow).toContain('wrong secret')
    const tight = draw([item], 40)[1]!
    expect(tight).toMatch(/acme-.*…-operator/)
    expect(tight).toContain('wrong secret')
  })

  it('never draws a line that the terminal would wrap', () => {
    const text = fc
      .string({ unit: 'grapheme', maxLength: 60 })
      .map((one) => one.replaceAll(/[\p{C}\p{Z}\p{M}]/gu, ' '))
    const item = fc.record({ name: text, details: fc.array(text, { maxLength: 4 }), state: text })
    fc.assert(
      fc.property(fc.array(item, { maxLength: 20 }), fc.integer({ min: 20, max: 200 }), (all, columns) => {
        for (const line of draw(all, columns)) expect(displayWidth(line)).toBeLessThan(columns)
      }),
    )
  })

  it('shows no more than its height of ten thousand', () => {
    const many = items(...Array.from({ length: 10_000 }, (_, index) => `profile-${index}`))
    expect(draw(many, 80)).toHaveLength(14)
    expect(draw(many, 80)[0]).toContain('(10000)')
  })
})

describe('a name that is cut', () => {
  it('keeps both ends, and whole segments at the end', () => {
    expect(cutMiddle('acme-platform-eu-west-1-operator', 24)).toBe('acme-platfor…-1-operator')
    expect(cutMiddle('short', 24)).toBe('short')
    expect(cutMiddle('abcdefghijklmnop', 9)).toBe('abcd…mnop')
  })

  it('is never wider than its place', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 80 }),
        fc.integer({ min: 1, max: 60 }),
        (text, width) => {
          const clean = text.replaceAll(/\p{C}/gu, '')
          expect(displayWidth(cutMiddle(clean, width))).toBeLessThanOrEqual(width)
        },
      ),
    )
  })
})

describe('keys', () => {
  it('reads what terminals send', () => {
    expect(readKeys('a\u001b[A\u001bOB\u001b[5~\r')).toEqual([
      { kind: 'text', text: 'a' },
      { kind: 'move', by: -1 },
      { kind: 'move', by: 1 },
      { kind: 'page', by: -1 },
      { kind: 'take' },
    ])
    expect(readKeys('\u001b')).toEqual([{ kind: 'leave' }])
    expect(readKeys('\u0003')).toEqual([{ kind: 'leave' }])
    expect(readKeys('ü日\u007f\u0015')).toEqual([
      { kind: 'text', text: 'ü' },
      { kind: 'text', text: '日' },
      { kind: 'erase' },
      { kind: 'eraseAll' },
    ])
  })

  it('takes nothing that a terminal sends by itself for text', () => {
    expect(readKeys('\u001b[200~\u001b[1;5C\u0000\u001bx')).toEqual([])
  })
})

describe('the order of profiles', () => {
  const profile = (name: string, more: Partial<ProfileSummary> = {}): ProfileSummary =>
    ({
      name,
      kind: 'keys',
      files: ['config'],
      errors: 0,
      warnings: 0,
      favourite: false,
      production: false,
      ...more,
    }) as ProfileSummary

  it('has the active one and the last ones used first, and broken ones last', () => {
    const all = [
      profile('broken', { errors: 1 }),
      profile('plain'),
      profile('starred', { favourite: true }),
      profile('used'),
      profile('used-before'),
      profile('now'),
    ]
    const recent = ['used-broken', 'used', 'used-before', 'gone']
    const shown = profileItems([profile('used-broken', { errors: 1 }), ...all], recent, 'now', new Date(0))
    expect(names(shown)).toEqual(['now', 'used', 'used-before', 'starred', 'plain', 'used-broken', 'broken'])
    expect(shown[0]).toMatchObject({ state: 'active' })
    expect(shown.at(-1)).toMatchObject({ state: '1 error', tone: 'broken' })
  })

  it('marks production, also where its group has another name', () => {
    const [shown] = profileItems(
      [profile('p', { group: 'live', production: true })],
      [],
      undefined,
      new Date(0),
    )
    expect(shown).toMatchObject({ tone: 'danger', state: 'production' })
    expect(shown?.details).toContain('live')
  })
})
