import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ProfileSummary, Session, VerifyResult } from '../../../shared/contract/models.ts'
import { countAttention, statusOf } from '../../../renderer/app/profile-status.ts'
import {
  checkStateOf,
  countStates,
  groupChecks,
  type CheckState,
} from '../../../renderer/features/health/check-groups.ts'
import { rowsOf } from '../../../renderer/features/health/check-rows.ts'
import { fewProfiles } from '../fake-data.ts'
import { fewSessions } from '../sessions/fake-session-data.ts'

const now = Date.parse('2026-11-20T12:00:00Z')
const none = new Map<string, never>()
const [base] = fewProfiles(now) as [ProfileSummary]

function profile(name: string, verified?: Partial<VerifyResult>, expiresIn?: number): ProfileSummary {
  const { verified: _, ...rest } = base
  return {
    ...rest,
    name,
    ...(verified && {
      verified: {
        profile: name,
        as: 'awsCli',
        status: 'valid',
        checkedAt: '2026-11-20T11:58:00Z',
        via: [name],
        ...verified,
      },
    }),
    ...(expiresIn !== undefined && { expiresAt: new Date(now + expiresIn).toISOString() }),
  }
}
const failed = (name: string, code: 'KeyUnknown' | 'SsoSessionOver', remedy = 'Do this.') =>
  profile(name, { status: 'failed', failure: { code, message: `${name} failed.`, reason: 'Why', remedy } })

describe('groups of checks', () => {
  it('puts every profile into one state, so that the counts add up', () => {
    const profiles = fewProfiles(now)
    const counts = countStates(profiles, now, none)
    expect(Object.values(counts).reduce((sum, count) => sum + count)).toBe(profiles.length)
    expect(counts).toMatchObject({ broken: 2, waiting: 1, expiring: 2 })
  })

  it('takes a key that ended for one that waits, and a cancelled check for none', () => {
    expect(checkStateOf(profile('a', { status: 'valid' }, -1), now)).toBe('waiting')
    expect(checkStateOf(profile('a', { status: 'valid' }, 60_000), now)).toBe('expiring')
    expect(checkStateOf(profile('a', { status: 'cancelled' }), now)).toBe('unchecked')
    expect(checkStateOf(profile('a'), now)).toBe('unchecked')
  })

  it('begins with refusals, then ended sign-ins, and ends with what is valid', () => {
    const groups = groupChecks(
      [profile('ok', {}), failed('sso', 'SsoSessionOver'), profile('new'), failed('key', 'KeyUnknown')],
      now,
      none,
    )
    expect(groups.map(({ title, state }) => [title, state])).toEqual([
      ['Key rejected', 'broken'],
      ['Sign in again', 'waiting'],
      ['Not checked', 'unchecked'],
      ['Works', 'valid'],
    ])
  })

  it('says advice once over the group when it is the same for all of it', () => {
    const same = [failed('a', 'KeyUnknown'), failed('b', 'KeyUnknown')]
    const other = [failed('a', 'KeyUnknown'), failed('b', 'KeyUnknown', 'Do that.')]
    for (const [profiles, advice] of [
      [same, 'Why. Do this.'],
      [other, undefined],
    ] as const) {
      const rows = rowsOf(
        groupChecks(profiles, now, none),
        new Map(profiles.map((one) => [one.name, one])),
        'all',
      )
      expect(rows[0]).toMatchObject({ type: 'heading', count: 2, advice })
      expect(rows[1]).toMatchObject({ type: 'profile', adviceAbove: advice !== undefined })
    }
  })

  it('keeps profiles in the group they were in until they are grouped anew, and forgets deleted ones', () => {
    const groups = groupChecks([profile('a'), profile('b')], now, none)
    const rows = rowsOf(groups, new Map([['a', failed('a', 'KeyUnknown')]]), 'all')
    expect(rows).toMatchObject([
      { type: 'heading', count: 1, advice: undefined, group: { title: 'Not checked' } },
      { type: 'profile', profile: { name: 'a' } },
    ])
  })
})

describe('all counts of the same home', () => {
  const arn = 'arn:aws:iam::123456789012:mfa/ana'
  const accesses: readonly (ProfileSummary['access'] | undefined)[] = [
    undefined,
    { kind: 'works' },
    { kind: 'signIn' },
    { kind: 'needsCode', serial: arn },
    { kind: 'keysEnded' },
    { kind: 'needsPermission', why: 'x' },
    { kind: 'unknown', why: 'x' },
  ]
  const codes = [undefined, 'KeyUnknown', 'SsoSessionOver', 'ProcessNotAllowed', 'NoNetwork'] as const
  const home = fc.array(
    fc.record({
      access: fc.constantFrom(...accesses),
      code: fc.constantFrom(...codes),
      errors: fc.constantFrom(0, 0, 0, 2),
      ends: fc.constantFrom(undefined, -60_000, 60_000),
      refused: fc.constantFrom(undefined, undefined, 'circle', 'sso-not-signed-in'),
      sessions: fc.subarray(['corp', 'mfa']),
    }),
    { maxLength: 12 },
  )

  it('are those of navigation, the tab of the profiles, the tabs of Health and their rows', () => {
    fc.assert(
      fc.property(home, (made) => {
        const profiles = made.map(({ access, code, errors, ends }, index) => {
          const name = `p${index}`
          const checked =
            code === undefined
              ? profile(name, undefined, ends)
              : profile(name, { status: 'failed', failure: { code, message: 'No.' } }, ends)
          return { ...checked, errors, ...(access && { access }) }
        })
        const refusals = new Map(
          made.flatMap(({ refused }, index) =>
            refused === undefined
              ? []
              : [[`p${index}`, { tool: 'awsCli' as const, error: refused, why: 'No.' }] as const],
          ),
        )
        const over = ['corp', 'mfa'].map((id): Session => ({
          ...fewSessions(now)[0]!,
          id,
          kind: id === 'mfa' ? 'mfa' : 'identity-center',
          state: { kind: 'signIn' },
          profiles: made.flatMap(({ sessions }, index) =>
            sessions.includes(id) ? [{ name: `p${index}`, state: { kind: 'signIn' } }] : [],
          ),
        }))
        const counts = countStates(profiles, now, refusals)
        const groups = groupChecks(profiles, now, refusals)
        const byName = new Map(profiles.map((one) => [one.name, one]))
        expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(profiles.length)
        expect(counts.broken).toBe(countAttention(profiles, refusals))
        const shownIn = (filter: CheckState | 'all') =>
          rowsOf(groups, byName, filter, over).reduce(
            (sum, row) => sum + (row.type === 'profile' ? 1 : row.type === 'session' ? row.covers : 0),
            0,
          )
        for (const state of ['broken', 'waiting', 'expiring', 'unchecked', 'valid'] as const)
          expect([state, shownIn(state)]).toEqual([state, counts[state]])
        expect(shownIn('all')).toBe(profiles.length)
        for (const row of rowsOf(groups, byName, 'all', over))
          if (row.type === 'heading' && row.group.state !== 'waiting')
            expect(row.count).toBe(row.group.names.length)
      }),
    )
  })

  it('call red what the list calls red, and nothing else', () => {
    for (const one of fewProfiles(now)) {
      const isRed = statusOf(one, now, false, undefined, one.access).tone === 'red'
      expect([one.name, checkStateOf(one, now) === 'broken']).toEqual([one.name, isRed])
    }
  })
})
