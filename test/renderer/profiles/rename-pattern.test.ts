import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inFreeOrder, renameByPattern } from '../../../renderer/features/profiles/rename-pattern.ts'

describe('renameByPattern', () => {
  it('replaces the text in each name and leaves the others out', () => {
    expect(renameByPattern(['old-a', 'old-b', 'c'], 'old-', 'new-', ['old-a', 'old-b', 'c'])).toEqual([
      { from: 'old-a', to: 'new-a' },
      { from: 'old-b', to: 'new-b' },
    ])
  })

  it('refuses a name that stays, one that two would have, and none at all', () => {
    const all = ['a1', 'a2', 'taken']
    expect(renameByPattern(['a1'], 'a1', 'taken', all)[0]?.error).toBeDefined()
    expect(
      renameByPattern(['xa', 'ax'], 'a', '', ['xa', 'ax']).map(({ error }) => error !== undefined),
    ).toEqual([false, true])
    expect(renameByPattern(['a1'], 'a1', '', all)[0]?.error).toBeDefined()
    // A name that is given up in the same change is free.
    expect(renameByPattern(['a', 'aa'], 'a', 'aa', ['a', 'aa'])).toEqual([
      { from: 'a', to: 'aa' },
      { from: 'aa', to: 'aaaa' },
    ])
  })

  it('gives a name up before another profile gets it', () => {
    const renamed = renameByPattern(['a', 'aa'], 'a', 'aa', ['a', 'aa'])
    expect(inFreeOrder(renamed).map(({ from }) => from)).toEqual(['aa', 'a'])
  })

  it('never gives two profiles one name without saying so', () => {
    const name = fc.stringMatching(/^[ab-]{1,5}$/)
    fc.assert(
      fc.property(fc.uniqueArray(name, { maxLength: 8 }), name, name, (all, find, replace) => {
        const renamed = renameByPattern(all, find, replace, all)
        const fine = renamed.filter(({ error }) => error === undefined)
        const moved = new Set(renamed.map(({ from }) => from))
        const after = [...all.filter((each) => !moved.has(each)), ...fine.map(({ to }) => to)]
        expect(new Set(after).size).toBe(after.length)
      }),
    )
  })
})
