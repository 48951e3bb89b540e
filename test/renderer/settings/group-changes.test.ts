import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  changeGroup,
  checkGroupName,
  freeColour,
  withMembers,
  withoutGroup,
  type Group,
} from '../../../renderer/features/settings/group-changes.ts'

const group = (name: string, colour: Group['colour'] = 'red'): Group => ({ name, colour, production: false })
const names = fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor', 'x y', '')
const pairsOf = fc
  .uniqueArray(names, { maxLength: 6 })
  .chain((profiles) =>
    fc.tuple(...profiles.map((profile) => fc.tuple(fc.constant(profile), fc.constantFrom('prod', 'dev')))),
  )

describe('names of groups', () => {
  it('refuses empty, long and taken names, but not its own', () => {
    const groups = [group('Prod'), group('dev')]
    expect(checkGroupName('  ', groups)).toBe('A group needs a name.')
    expect(checkGroupName('x'.repeat(41), groups)).toContain('This has 41.')
    expect(checkGroupName(' prod ', groups)).toBe('There is a group Prod already.')
    expect(checkGroupName('PROD', groups, 'Prod')).toBeUndefined()
    expect(checkGroupName('sandbox', groups)).toBeUndefined()
  })

  it('takes a colour that is free', () => {
    expect(freeColour([group('a', 'red'), group('b', 'amber')])).toBe('teal')
  })
})

describe('groups and their profiles', () => {
  const settings = {
    groups: [group('prod'), group('dev', 'teal')],
    profileGroups: [
      ['p1', 'prod'],
      ['p2', 'dev'],
    ] as [string, string][],
  }

  it('takes the profiles along when a group is renamed', () => {
    expect(changeGroup(settings, 'prod', group('live'))).toEqual({
      groups: [group('live'), group('dev', 'teal')],
      profileGroups: [
        ['p1', 'live'],
        ['p2', 'dev'],
      ],
    })
  })

  it('leaves the profiles of a deleted group in none', () => {
    expect(withoutGroup(settings, 'prod')).toEqual({
      groups: [group('dev', 'teal')],
      profileGroups: [['p2', 'dev']],
    })
  })

  it('puts exactly the chosen profiles into a group, each in one group, and touches no others', () => {
    fc.assert(
      fc.property(pairsOf, fc.uniqueArray(names), fc.uniqueArray(names), (pairs, chosenList, shownList) => {
        const chosen = new Set(chosenList)
        const shown = new Set([...shownList, ...chosenList])
        const after = withMembers(
          { groups: settings.groups, profileGroups: pairs },
          'prod',
          chosen,
          [...shown].map((name) => ({ name })),
        )
        const map = new Map(after)
        expect(map.size).toBe(after.length)
        for (const profile of shown) expect(map.get(profile) === 'prod').toBe(chosen.has(profile))
        for (const [profile, old] of pairs) {
          if (!shown.has(profile) || (old !== 'prod' && !chosen.has(profile))) {
            expect(map.get(profile)).toBe(old)
          }
        }
      }),
    )
  })

  it('leaves who joins by a rule without a pair, and says who leaves in spite of it', () => {
    const groups = [{ ...group('prod'), rules: ['prod-*'] }]
    const shown = ['prod-a', 'prod-b', 'other'].map((name) => ({ name }))
    const after = withMembers({ groups, profileGroups: [] }, 'prod', new Set(['prod-a', 'other']), shown)
    expect(after).toEqual([
      ['other', 'prod'],
      ['prod-b', ''],
    ])
    const back = withMembers({ groups, profileGroups: after }, 'prod', new Set(['prod-a', 'prod-b']), shown)
    expect(back).toEqual([])
  })
})
