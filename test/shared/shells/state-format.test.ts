import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeState, encodeState, type ShellState } from '../../../shared/domain/shells/state-format.ts'

function encoded(state: ShellState): string {
  const result = encodeState(state, 'a1')
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}

describe('the state file', () => {
  it('is one value per line between a stamped header and an end', () => {
    const state = {
      profile: 'dev',
      region: 'eu-west-1',
      exportRegion: true,
      production: true,
      expires: 7,
      since: 5,
    } as const
    expect(encoded(state)).toBe(
      'stackpass-state 1 a1\nprofile=dev\nregion=eu-west-1\nexport-region=yes\nproduction=yes\nexpires=7\nsince=5\nend\n',
    )
    expect(encoded({ exportRegion: false })).toBe('stackpass-state 1 a1\nend\n')
  })

  it.each(['a\nb', 'a\rb', '', 'a\0', 'a\u001B[31m', 'a\u2028b', '\uD800', 'x'.repeat(513)])(
    'refuses %j',
    (profile) => {
      expect(encodeState({ profile, exportRegion: false }, 'a1')).toMatchObject({
        error: { code: 'InvalidValue' },
      })
    },
  )

  it.each(['', 'a b', 'a\nend'])('refuses the stamp %j', (stamp) => {
    expect(encodeState({ exportRegion: false }, stamp).ok).toBe(false)
  })

  it('comes back from any name, and never from a part of the file', () => {
    const state = fc.record(
      {
        profile: fc.string({ unit: 'binary', minLength: 1 }),
        region: fc.constantFrom('eu-west-1', 'a=b', 'end', 'export-region=yes', ' x '),
        exportRegion: fc.boolean(),
        production: fc.constant(true as const),
        expires: fc.nat(4_000_000_000),
        since: fc.nat(4_000_000_000),
        windowsHome: fc.constantFrom('/mnt/c/Users/ada', '/mnt/c/Users/A = b', '/end'),
      },
      { requiredKeys: ['exportRegion'] },
    )
    fc.assert(
      fc.property(state, fc.double({ min: 0, max: 0.999, noNaN: true }), (made, share) => {
        const result = encodeState(made, 'a1')
        if (!result.ok) return
        expect(decodeState(result.value)).toEqual(made)
        const whole = result.value.length - 1
        expect(
          decodeState(result.value.slice(0, Math.min(whole - 1, Math.floor(share * whole)))),
        ).toBeUndefined()
      }),
    )
  })

  it.each(['', 'end\n', 'stackpass-state 2 a1\nprofile=dev\nend\n', 'profile=dev\nend\n'])(
    'ignores %j',
    (text) => {
      expect(decodeState(text)).toBeUndefined()
    },
  )
})
