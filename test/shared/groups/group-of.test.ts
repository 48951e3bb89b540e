import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  groupFinder,
  notGrouped,
  putByHand,
  ruleTakes,
  soundsLikeProduction,
} from '../../../shared/domain/groups/group-of.ts'

const settings = {
  groups: [
    { name: 'dev', production: false, rules: ['*-eu-*'] },
    { name: 'prod', production: true, rules: ['prod-*', '111122223333'] },
  ],
  profileGroups: [['prod-sandbox', 'dev']] as [string, string][],
}

describe('groups by rule', () => {
  const groupOf = groupFinder(settings)

  it('takes what was put by hand first, then the rules of production, then the others', () => {
    expect(groupOf({ name: 'prod-sandbox' })).toEqual({ group: 'dev' })
    expect(groupOf({ name: 'prod-eu-1' })).toEqual({ group: 'prod', rule: 'prod-*' })
    expect(groupOf({ name: 'data-eu-1' })).toEqual({ group: 'dev', rule: '*-eu-*' })
    expect(groupOf({ name: 'ci', account: '111122223333' })).toEqual({ group: 'prod', rule: '111122223333' })
    expect(groupOf({ name: 'ci', account: '222222222222' })).toBeUndefined()
  })

  it('takes a profile out by hand in spite of a rule, and asks for nothing where there are no rules', () => {
    const out = putByHand(settings, ['prod-a'], undefined)
    expect(out).toContainEqual(['prod-a', notGrouped])
    expect(groupFinder({ ...settings, profileGroups: out })({ name: 'prod-a' })).toBeUndefined()
    const plain = { groups: [{ name: 'dev' }], profileGroups: [['a', 'dev']] as [string, string][] }
    expect(putByHand(plain, ['a'], undefined)).toEqual([])
    expect(putByHand(plain, ['b'], 'dev')).toEqual([
      ['a', 'dev'],
      ['b', 'dev'],
    ])
  })

  it('proposes production for groups that are called so', () => {
    expect(['prod', 'Production', ' PROD '].every(soundsLikeProduction)).toBe(true)
    expect(['product', 'preprod', ''].some(soundsLikeProduction)).toBe(false)
  })

  it('reads a pattern as an expression with any text for each star, in capitals or not', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'B', '-', '*', '.', '\n'), maxLength: 9 })
    fc.assert(
      fc.property(letters, letters, (name, pattern) => {
        const escaped = pattern.split('*').map((part) => part.replaceAll(/[.\-\n]/g, String.raw`\$&`))
        const form = new RegExp(`^${escaped.join('[^]*')}$`, 'i')
        expect(ruleTakes(pattern, { name })).toBe(form.test(name))
      }),
      { numRuns: 2000 },
    )
  })

  it('looks once at a long name for a pattern of many stars', () => {
    const pattern = `${'*a'.repeat(90)}*b`
    expect(ruleTakes(pattern, { name: 'a'.repeat(100_000) })).toBe(false)
  })
})
