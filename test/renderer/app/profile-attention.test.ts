import { describe, expect, it } from 'vitest'
import type { VerifyFailureCode } from '../../../shared/domain/checks/failure-codes.ts'
import { asksBeforeUse, isRoutineFailure } from '../../../shared/domain/checks/failure-words.ts'
import { countAttention, isFine, statusOf } from '../../../renderer/app/profile-status.ts'
import { fewProfiles } from '../fake-data.ts'

const now = Date.parse('2026-11-20T12:00:00Z')
const { verified: _, ...base } = fewProfiles(now)[0]!

function failed(name: string, code: VerifyFailureCode, errors = 0) {
  return {
    ...base,
    name,
    errors,
    verified: {
      profile: name,
      as: 'awsCli' as const,
      status: 'failed' as const,
      checkedAt: new Date(now).toISOString(),
      via: [],
      failure: { code, message: 'No.' },
    },
  }
}

describe('what needs attention', () => {
  it('is counted once, whatever is wrong with it', () => {
    const profiles = [
      failed('a', 'KeyUnknown', 2),
      failed('b', 'SsoTokenMissing'),
      { ...base, name: 'c', errors: 1 },
    ]
    const loops = { tool: 'awsCli' as const, error: 'circle', why: 'They form a loop.' }
    expect(countAttention(profiles, new Map())).toBe(2)
    expect(countAttention(profiles, new Map([['a', loops]]))).toBe(2)
    expect(countAttention(profiles, new Map([['b', loops]]))).toBe(3)
  })

  it('says of a role on keys that are over that it is expired, with no sign-in to offer', () => {
    const endedAt = new Date(now - 60_000).toISOString()
    const role = { ...base, name: 'r', kind: 'role' as const, errors: 0, expiresAt: undefined }
    const ended = { ...role, access: { kind: 'keysEnded' as const, endedAt } }
    expect(statusOf(ended, now, false)).toMatchObject({ glyph: 'expired', words: 'Expired', tone: 'plain' })
    expect(statusOf(role, now, false).words).toBe('Not known')
  })

  it.each<[VerifyFailureCode, string, boolean]>([
    ['SsoTokenMissing', 'plain', false],
    ['ProcessNotAllowed', 'plain', false],
    ['MfaCancelled', 'plain', false],
    ['Expired', 'plain', true],
    ['KeyUnknown', 'red', true],
    ['SourceProfileCycle', 'red', true],
  ])('%s is %s, and is asked about before use: %s', (code, tone, asks) => {
    expect(statusOf(failed('p', code), now, false).tone).toBe(tone)
    expect(isRoutineFailure(code)).toBe(tone === 'plain')
    expect(asksBeforeUse(code)).toBe(asks)
    expect(isFine(failed('p', code))).toBe(false)
  })
})
