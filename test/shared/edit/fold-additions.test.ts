import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DiffLine } from '../../../shared/domain/edit/diff-types.ts'
import { foldAdditions } from '../../../shared/domain/edit/fold-additions.ts'

type Line = Pick<DiffLine, 'type' | 'text'>
const lines = (type: DiffLine['type'], ...texts: readonly string[]): Line[] =>
  texts.map((text) => ({ type, text }))
const profile = (name: string, ...more: readonly string[]) =>
  lines('add', `[profile ${name}]`, 'sso_session = corp', `sso_account_id = ${name.length}`, ...more, '')
const many = (count: number, ...more: readonly string[]) =>
  Array.from({ length: count }, (_, index) => profile(`p${index}`, ...more)).flat()

describe('what a diff sums up', () => {
  it('is new profiles of the same settings, between the first and the last', () => {
    const [fold, ...others] = foldAdditions([...lines('context', '[default]', ''), ...many(60)])
    expect(others).toEqual([])
    expect(fold).toMatchObject({ from: 2 + 4, to: 2 + 59 * 4, areProfiles: true })
    expect(fold?.names).toEqual(Array.from({ length: 58 }, (_, index) => `p${index + 1}`))
  })

  it.each<[string, Line[]]>([
    ['few', many(5)],
    ['what takes the place of lines', [...lines('remove', '[profile old]'), ...many(60)]],
    ['what stands before removed lines', [...many(60), ...lines('remove', 'region = x')]],
    ['removed profiles', many(60).map(({ text }) => ({ type: 'remove', text }))],
    ['unchanged ones', many(60).map(({ text }) => ({ type: 'context', text }))],
    ['lines of no section', lines('add', ...Array.from({ length: 90 }, (_, index) => `k${index} = v`))],
    ['text that only begins as a header', lines('add', ...Array.from({ length: 90 }, () => '[profile a'))],
  ])('is not %s', (_, shown) => {
    expect(foldAdditions(shown)).toEqual([])
  })

  it('leaves every profile in sight that has other settings than those around it', () => {
    const odd = profile('odd', 'credential_process = rm -rf /')
    const shown = [...many(20), ...odd, ...many(20)]
    const hidden = new Set(foldAdditions(shown).flatMap(({ names }) => names))
    expect(hidden.size).toBe(18)
    expect(hidden).not.toContain('odd')
    const comment = profile('noted', '# keep')
    expect(foldAdditions([...many(20), ...comment]).flatMap(({ names }) => names)).not.toContain('noted')
  })

  it('leaves the lines in sight that an existing section gets', () => {
    const shown = [...lines('context', '[profile old]'), ...lines('add', 'role_arn = x'), ...many(60)]
    expect(foldAdditions(shown)[0]?.from).toBe(2 + 4)
  })

  it('knows profiles of the credentials file and other sections by their names', () => {
    const keys = Array.from({ length: 8 }, (_, index) => lines('add', `[user ${index}]`, 'a = b')).flat()
    expect(foldAdditions(keys)[0]).toMatchObject({
      areProfiles: true,
      names: expect.arrayContaining(['user 1']) as string[],
    })
    const sessions = Array.from({ length: 8 }, (_, index) => lines('add', `[sso-session s${index}]`, 'a = b'))
    expect(foldAdditions(sessions.flat())[0]).toMatchObject({ areProfiles: false })
  })

  it('never is a line that is removed, unchanged, or beside one that is removed, for any lines', () => {
    const line = fc.record({
      type: fc.constantFrom(
        'add' as const,
        'add' as const,
        'add' as const,
        'remove' as const,
        'context' as const,
      ),
      text: fc.constantFrom('[profile a]', '[b]', 'k = v', '', '# c', '[sso-session x]'),
    })
    fc.assert(
      fc.property(fc.array(line, { maxLength: 80 }), (shown) => {
        for (const { from, to, names } of foldAdditions(shown)) {
          const hidden = shown.slice(from, to)
          expect(hidden.every(({ type }) => type === 'add')).toBe(true)
          expect(hidden.filter(({ text }) => text.startsWith('[')).length).toBe(names.length)
          expect([shown[from - 1]?.type, shown[to]?.type]).toEqual(['add', 'add'])
        }
      }),
    )
  })
})
