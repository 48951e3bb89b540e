import { expect, it } from 'vitest'
import { byFrecency } from '../../../electron/tray/frecency.ts'
import { profileMark } from '../../../electron/tray/profile-mark.ts'
import type { ProfileSummary } from '../../../shared/contract/models.ts'
import { inMinutes, now, profile } from './profiles.ts'

it.each([
  [-1, 'expired'],
  [0, 'expired'],
  [0.2, '1 min left'],
  [9.9, '9 min left'],
  [59, '59 min left'],
  [60, '1 h left'],
  [125, '2 h 5 min left'],
  [25 * 60, undefined],
])('a profile that ends in %s minutes says %s', (minutes, mark) => {
  expect(profileMark(profile('p', { expiresAt: inMinutes(minutes) }), now)).toBe(mark)
})

it('a problem in the files is said, a profile without anything to tell has no mark', () => {
  expect(profileMark(profile('p', { errors: 1 }), now)).toBe('has problems')
  expect(profileMark(profile('p', { warnings: 3 }), now)).toBeUndefined()
})

it.each<[ProfileSummary['access'], string | undefined]>([
  [{ kind: 'works' }, undefined],
  [{ kind: 'works', until: inMinutes(5), renews: {} }, undefined],
  [{ kind: 'works', until: inMinutes(5) }, '5 min left'],
  [{ kind: 'works', until: inMinutes(-5) }, 'sign in'],
  [{ kind: 'signIn', endedAt: inMinutes(-5) }, 'sign in'],
  [{ kind: 'keysEnded', endedAt: inMinutes(-5) }, 'expired'],
  [{ kind: 'needsCode', serial: 's' }, 'needs a code'],
  [{ kind: 'needsPermission', why: 'x' }, 'needs a permission'],
])('says %j as the list does, whatever an earlier check found', (access, mark) => {
  const verified = {
    profile: 'p',
    as: 'awsCli' as const,
    status: 'failed' as const,
    checkedAt: inMinutes(-60),
    via: [],
    failure: { code: 'SsoSessionOver' as const, message: '' },
  }
  expect(profileMark({ ...profile('p', { verified }), kind: 'sso', ...(access && { access }) }, now)).toBe(
    mark,
  )
})

it('a failed check is named, also one that has no short words', () => {
  const failed = (code: 'SsoSessionOver' | 'ProxyAnswered') =>
    profile('p', {
      verified: {
        profile: 'p',
        as: 'awsCli',
        status: 'failed',
        checkedAt: inMinutes(-1),
        via: [],
        failure: { code, message: '' },
      },
    })
  expect(profileMark(failed('SsoSessionOver'), now)).toBe('sign in again')
  expect(profileMark(failed('ProxyAnswered'), now)).toBe('proxy answered')
})

it('what was used often comes before what was used once, until weeks have passed', () => {
  const day = 24 * 60
  expect(
    byFrecency(
      [
        { profile: 'once today', count: 1, lastUsed: inMinutes(-1) },
        { profile: 'often last month', count: 10, lastUsed: inMinutes(-35 * day) },
        { profile: 'often yesterday', count: 10, lastUsed: inMinutes(-day) },
        { profile: 'clock ahead', count: 2, lastUsed: inMinutes(day) },
      ],
      now,
    ),
  ).toEqual(['often yesterday', 'clock ahead', 'once today', 'often last month'])
})
