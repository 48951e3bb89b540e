import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accountRows, flatRows } from '../../../renderer/features/profiles/profile-rows.ts'
import { search } from '../../../renderer/features/profiles/search-profiles.ts'
import { matchRanges, termsOf } from '../../../renderer/ui/filter-terms.ts'
import { sortProfiles } from '../../../renderer/features/profiles/sort-profiles.ts'
import { needsAttention, statusOf } from '../../../renderer/app/profile-status.ts'
import { countdown, duration } from '../../../renderer/app/format-time.ts'
import { fewProfiles, manyProfiles } from '../fake-data.ts'

const now = Date.UTC(2026, 10, 23, 12)
const few = fewProfiles(now)
const named = (name: string) => {
  const profile = few.find((candidate) => candidate.name === name)
  if (profile === undefined) throw new Error(`no ${name}`)
  return profile
}

describe('status', () => {
  it.each([
    ['prod-billing', 'valid', 'Worked 2 min ago'],
    ['staging-admin', 'expiring', 'Ends in 24 min'],
    ['audit-readonly', 'expired', 'Expired'],
    ['legacy-deploy', 'rejected', 'Key rejected'],
    ['data-lake-etl', 'unknown', 'Not known'],
    ['half-done', 'problem', '1 problem'],
  ])('%s is %s: %s', (name, glyph, words) => {
    expect(statusOf(named(name), now, false)).toMatchObject({ glyph, words })
  })

  it('counts an ended login as routine, a rejected key as something to do', () => {
    expect(needsAttention(named('audit-readonly'))).toBe(false)
    expect(needsAttention(named('legacy-deploy'))).toBe(true)
  })
})

describe('rows', () => {
  it('shows each profile exactly once, in both layouts', () => {
    const profiles = manyProfiles(300, now)
    for (const rows of [
      flatRows(profiles),
      accountRows(profiles, new Map(), { filtered: false, closed: new Set(), full: new Set() }),
    ]) {
      const names = rows.flatMap((row) => (row.type === 'profile' ? [row.profile.name] : []))
      expect(names.length).toBe(300)
      expect(new Set(names).size).toBe(300)
      expect(rows.flatMap((row) => (row.type === 'profile' ? [row.place] : []))).toEqual([
        ...Array(300).keys(),
      ])
    }
  })

  it('cuts a long account to seven hits while a filter is on', () => {
    const profiles = manyProfiles(410, now).filter(({ account }) => account === '100000000000')
    const rows = accountRows(profiles, new Map([['100000000000', 62]]), {
      filtered: true,
      closed: new Set(),
      full: new Set(),
    })
    expect(rows.filter(({ type }) => type === 'profile').length).toBe(7)
    expect(rows.at(-1)).toEqual({ type: 'more', account: '100000000000', hidden: profiles.length - 7 })
    expect(rows[0]).toMatchObject({ total: 62, shown: profiles.length })
  })
})

describe('search and sort', () => {
  it('gives the profiles that have every word, whatever its case', () => {
    expect(search(few, termsOf('PROD role')).map(({ name }) => name)).toEqual([
      'prod-billing',
      'a-very-long-profile-name-that-nobody-would-type-by-hand-production-eu-west-1-readonly',
    ])
  })

  it('finds the same whatever was typed before', () => {
    const letters = fc.array(fc.constantFrom('p', 'r', 'o', 'd', '-', ' ', '1', 'a'), { maxLength: 6 })
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 12 }), (typed) => {
        for (const text of typed.map((part) => part.join(''))) {
          const terms = termsOf(text)
          expect(search(few, terms)).toEqual(search([...few], terms))
        }
      }),
    )
  })

  it('marks ranges that are sorted, inside the name and apart', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), fc.string({ maxLength: 12 }), (name, query) => {
        let last = 0
        for (const [start, end] of matchRanges(name, termsOf(query))) {
          expect(start).toBeGreaterThanOrEqual(last)
          expect(end).toBeGreaterThan(start)
          last = end
        }
      }),
    )
  })

  it('sorts numbers in names as people do, and keeps rows still while results come in', () => {
    const [first, second] = few
    if (first === undefined || second === undefined) throw new Error('too few')
    const numbered = [
      { ...first, name: 'a10' },
      { ...first, name: 'a2' },
    ]
    expect(sortProfiles(numbered, { key: 'name', down: false }, now).map(({ name }) => name)).toEqual([
      'a2',
      'a10',
    ])
    const sort = { key: 'status', down: false } as const
    const before = sortProfiles(few, sort, now).map(({ name }) => name)
    const checked = few.map(
      (profile) =>
        ({ ...profile, errors: 0, expiresAt: undefined, verified: undefined }) as unknown as typeof profile,
    )
    expect(sortProfiles(checked, sort, now).map(({ name }) => name)).toEqual(before)
  })
})

describe('times', () => {
  it('are short and never round up', () => {
    expect(duration(59_999)).toBe('under 1 min')
    expect(duration(24 * 60_000 + 59_000)).toBe('24 min')
    expect(duration(100 * 60_000)).toBe('1 h 40')
    expect(duration(26 * 3_600_000)).toBe('1 day')
    expect(countdown(24 * 60_000 + 7_900)).toBe('24:07')
    expect(countdown(-5)).toBe('0:00')
  })
})
