import { describe, expect, it } from 'vitest'
import type { ProfileSummary, VerifyResult } from '../../../shared/contract/models.ts'
import { checkStateOf, countStates, groupChecks } from '../../../renderer/features/health/check-groups.ts'
import { rowsOf } from '../../../renderer/features/health/check-rows.ts'
import { fewProfiles } from '../fake-data.ts'

const now = Date.parse('2026-11-20T12:00:00Z')
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
    const counts = countStates(profiles, now)
    expect(counts.failed + counts.expiring + counts.unchecked + counts.valid).toBe(profiles.length)
    expect(counts).toMatchObject({ failed: 2, expiring: 2 })
  })

  it('takes a key that ended for failed, and a cancelled check for none', () => {
    expect(checkStateOf(profile('a', { status: 'valid' }, -1), now)).toBe('failed')
    expect(checkStateOf(profile('a', { status: 'valid' }, 60_000), now)).toBe('expiring')
    expect(checkStateOf(profile('a', { status: 'cancelled' }), now)).toBe('unchecked')
    expect(checkStateOf(profile('a'), now)).toBe('unchecked')
  })

  it('begins with refusals, then ended sign-ins, and ends with what is valid', () => {
    const groups = groupChecks(
      [profile('ok', {}), failed('sso', 'SsoSessionOver'), profile('new'), failed('key', 'KeyUnknown')],
      now,
    )
    expect(groups.map(({ title, refused }) => [title, refused])).toEqual([
      ['Key rejected', true],
      ['Sign in again', false],
      ['Not checked', false],
      ['Works', false],
    ])
  })

  it('says advice once over the group when it is the same for all of it', () => {
    const same = [failed('a', 'KeyUnknown'), failed('b', 'KeyUnknown')]
    const other = [failed('a', 'KeyUnknown'), failed('b', 'KeyUnknown', 'Do that.')]
    for (const [profiles, advice] of [
      [same, 'Why. Do this.'],
      [other, undefined],
    ] as const) {
      const rows = rowsOf(groupChecks(profiles, now), new Map(profiles.map((one) => [one.name, one])), 'all')
      expect(rows[0]).toMatchObject({ type: 'heading', count: 2, advice })
      expect(rows[1]).toMatchObject({ type: 'profile', adviceAbove: advice !== undefined })
    }
  })

  it('keeps profiles in the group they were in until they are grouped anew, and forgets deleted ones', () => {
    const groups = groupChecks([profile('a'), profile('b')], now)
    const rows = rowsOf(groups, new Map([['a', failed('a', 'KeyUnknown')]]), 'all')
    expect(rows).toMatchObject([
      { type: 'heading', count: 1, advice: undefined, group: { title: 'Not checked' } },
      { type: 'profile', profile: { name: 'a' } },
    ])
  })
})
