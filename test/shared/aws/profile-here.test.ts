import { describe, expect, it } from 'vitest'
import { profileHere } from '../../../shared/domain/aws/profile-here.ts'

const keys = { AWS_ACCESS_KEY_ID: 'A', AWS_SECRET_ACCESS_KEY: 'B' }

describe('who one would be in an environment', () => {
  it.each([
    [{}, 'default-profile', 'default', []],
    [{ AWS_PROFILE: '' }, 'default-profile', 'default', []],
    [{ AWS_PROFILE: 'a' }, 'profile-variable', 'a', []],
    [{ AWS_PROFILE: 'a', STACKPASS_PROFILE: 'a' }, 'follows-active', 'a', []],
    [{ AWS_PROFILE: 'a', STACKPASS_PROFILE: 'b' }, 'profile-variable', 'a', []],
    [{ AWS_PROFILE: 'a', STACKPASS_PROFILE: 'a', STACKPASS_PINNED: '1' }, 'pinned', 'a', []],
    [{ AWS_DEFAULT_PROFILE: 'b' }, 'default-profile-variable', 'b', []],
    [{ AWS_PROFILE: 'a', AWS_DEFAULT_PROFILE: 'b' }, 'profile-variable', 'a', ['AWS_DEFAULT_PROFILE=b']],
    [{ AWS_PROFILE: 'a', AWS_DEFAULT_PROFILE: 'a' }, 'profile-variable', 'a', []],
    [{ ...keys, AWS_PROFILE: 'a' }, 'keys-in-environment', undefined, ['AWS_PROFILE=a']],
    [{ ...keys, STACKPASS_EXEC: 'e' }, 'exec-shell', 'e', []],
    // Half a pair is used by nobody.
    [{ AWS_ACCESS_KEY_ID: 'A' }, 'default-profile', 'default', []],
  ] as const)('%o', (environment, rule, profile, hidden) => {
    expect(profileHere(environment)).toMatchObject({ rule, hidden })
    expect(profileHere(environment).profile).toBe(profile)
  })
})
