import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type CachedSession,
  accessStateOf,
  cacheDate,
  canRenew,
} from '../../../shared/domain/sessions/access-state.ts'

const now = Date.UTC(2026, 10, 28, 12)
const hour = 3_600_000
const iso = (ms: number) => new Date(ms).toISOString()

describe('the state of a session', () => {
  it.each<[string, CachedSession | undefined, boolean, object]>([
    ['nothing is cached', undefined, true, { kind: 'signIn' }],
    [
      'a token that cannot be renewed',
      { expiresAt: now + hour, hasRenewal: false },
      true,
      { kind: 'works', until: iso(now + hour) },
    ],
    [
      'a token that renews',
      { expiresAt: now + hour, hasRenewal: true, registrationExpiresAt: now + 90 * hour },
      true,
      { kind: 'works', until: iso(now + hour), renews: {} },
    ],
    [
      'a token that is over, and renews',
      { expiresAt: now - hour, hasRenewal: true, registrationExpiresAt: now + hour },
      true,
      { kind: 'works', renews: {} },
    ],
    [
      'a token that is over, with a registration that ends soon',
      { expiresAt: now - hour, hasRenewal: true, registrationExpiresAt: now + hour / 6 },
      true,
      { kind: 'signIn', endedAt: iso(now - hour) },
    ],
    [
      'one that no tool renews',
      { expiresAt: now - hour, hasRenewal: true },
      false,
      { kind: 'signIn', endedAt: iso(now - hour) },
    ],
    [
      'a registration without an end',
      { expiresAt: now - hour, hasRenewal: true },
      true,
      { kind: 'works', renews: {} },
    ],
  ])('%s', (_, session, renewable, expected) => {
    expect(accessStateOf(session, renewable, now)).toEqual(expected)
  })

  it('never claims an end that is not known, and asks to sign in exactly where nothing works', () => {
    const times = fc.integer({ min: now - 1000 * hour, max: now + 1000 * hour })
    const sessions = fc.record(
      { expiresAt: times, hasRenewal: fc.boolean(), registrationExpiresAt: times },
      { requiredKeys: ['hasRenewal'] },
    )
    fc.assert(
      fc.property(sessions, fc.boolean(), (session, renewable) => {
        const state = accessStateOf(session, renewable, now)
        const renews = renewable && canRenew(session, now)
        const isValid = (session.expiresAt ?? 0) > now
        expect(state.kind).toBe(isValid || renews ? 'works' : 'signIn')
        if (state.kind !== 'works') return
        expect(state.renews).toEqual(renews ? {} : undefined)
        expect(state.until).toBe(isValid ? iso(session.expiresAt!) : undefined)
      }),
    )
  })
})

describe('a date of the cache', () => {
  it.each<[string | undefined, number | undefined]>([
    ['2026-11-28T12:00:00Z', now],
    ['2026-11-28T12:00:00UTC', now],
    ['2026-11-28T12:00:00.000Z', now],
    ['2026-11-28T13:00:00+01:00', now],
    ['2026-11-28T13:00:00+0100', now],
    ['2026-11-28T12:00:00', undefined],
    ['2026-13-28T12:00:00Z', undefined],
    ['soon', undefined],
    [undefined, undefined],
  ])('%s', (text, expected) => {
    expect(cacheDate(text)).toBe(expected)
  })

  it('is none, or one that can be said', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.date().map(String),
          fc.date({ noInvalidDate: true }).map((one) => one.toISOString()),
        ),
        (text) => {
          const at = cacheDate(text)
          if (at !== undefined) expect(iso(at)).toMatch(/Z$/)
        },
      ),
    )
  })
})
