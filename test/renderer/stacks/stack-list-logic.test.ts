import { describe, expect, it } from 'vitest'
import { fitOfAll, fitProfiles } from '../../../renderer/features/stacks/profile-fit.ts'
import { operationsFor, withoutEmpty } from '../../../renderer/features/stacks/option-values.ts'
import { countStacks, stackRows, stacksOf } from '../../../renderer/features/stacks/stack-rows.ts'
import { idOfKey, keyOf } from '../../../renderer/features/stacks/stack-key.ts'
import type { StackList } from '../../../shared/contract/models.ts'
import { growth, linear } from '../../growth.ts'
import { fewProfiles } from '../fake-data.ts'
import { fakeStack, fewStacks, manyStacks } from './fake-stacks.ts'

const all = { tab: 'all', from: undefined, text: '' } as const
const production = '111122223333'

describe('the rows of the list', () => {
  it('puts each project over its stacks, and what is wrong under the stack', () => {
    expect(stackRows(fewStacks(), all).map(({ type }) => type)).toEqual([
      ...['project', 'stack', 'wrong', 'stack', 'stack'],
      ...['project', 'stack', 'stack', 'stack'],
    ])
  })

  it('leaves out projects without a hit; every word counts, in any of the columns', () => {
    const found = (text: string) =>
      stacksOf(stackRows(fewStacks(), { ...all, text })).map(({ stack }) => stack)
    expect(found('billing acme-prod')).toEqual(['prod'])
    expect(found('us-east')).toEqual(['prod.us-1'])
    expect(found('ESC')).toEqual(['prod.us-1'])
    expect(found('no such thing')).toEqual([])
    expect(stackRows(fewStacks(), { ...all, tab: 'wrong' }).map(({ type }) => type)).toEqual([
      'project',
      'stack',
      'wrong',
    ])
    expect(stacksOf(stackRows(fewStacks(), { ...all, tab: 'open' })).map(({ stack }) => stack)).toEqual([
      'dev',
    ])
    expect(
      stacksOf(stackRows(fewStacks(), { ...all, from: 'environment' })).map(({ stack }) => stack),
    ).toEqual(['prod.eu-1'])
  })

  it('shows an empty project only while nothing is filtered', () => {
    const list = fewStacks()
    const empty = { ...list, projects: list.projects.map((project) => ({ ...project, stacks: [] })) }
    expect(stackRows(empty, all).length).toBe(2)
    expect(stackRows(empty, { ...all, text: 'billing' })).toEqual([])
  })

  it('counts, and filters in time that grows with the number of stacks, not its square', () => {
    const filtered = (list: StackList) => stackRows(list, { ...all, text: 'service-0249 prod' })
    expect(stacksOf(filtered(manyStacks(1_000))).length).toBe(4)
    expect(growth(manyStacks, filtered, 20_000)).toBeLessThan(linear)
    expect(countStacks(fewStacks())).toMatchObject({ all: 6, projects: 2, wrong: 1, open: 1 })
  })

  it('reads its own keys back, also with odd names', () => {
    const id = { project: 'C:\\src\\a b', stack: 'prod.eu-1' }
    expect(idOfKey(keyOf(id))).toEqual(id)
    expect(idOfKey('dev-sandbox')).toBeUndefined()
  })
})

describe('what fits a stack', () => {
  const open = fakeStack('a', 'open')
  const pinned = fakeStack('a', 'pinned', { allowedAccountIds: [production] })
  const closed = fakeStack('a', 'closed', { forbiddenAccountIds: [production] })

  it('is what all of them allow', () => {
    expect(fitOfAll(production, [open, pinned])).toBe('allowed')
    expect(fitOfAll(production, [pinned, closed])).toBe('elsewhere')
    expect(fitOfAll('444455556666', [closed])).toBe('allowed')
    expect(fitOfAll(undefined, [open])).toBe('allowed')
    expect(fitOfAll(undefined, [open, pinned])).toBe('unknown')
  })

  it('offers allowed profiles first', () => {
    const profiles = fewProfiles(Date.now())
    const { allowed, elsewhere } = fitProfiles(profiles, [pinned])
    expect(allowed[0]?.name).toBe('prod-billing')
    expect(allowed.every(({ account }) => account === production)).toBe(true)
    expect(elsewhere.length).toBeGreaterThan(3)
  })
})

describe('the operations of a change', () => {
  it('are for single entries, tags and ids, not for the whole option', () => {
    expect(operationsFor('allowedAccountIds', [production], [production, '222233334444'])).toEqual([
      { type: 'setOptionPath', path: 'aws:allowedAccountIds[1]', value: '222233334444' },
    ])
    expect(operationsFor('allowedAccountIds', ['1', '2', '3', '4'], ['1', '3'])).toEqual([
      { type: 'unsetOptionPath', path: 'aws:allowedAccountIds[3]' },
      { type: 'unsetOptionPath', path: 'aws:allowedAccountIds[1]' },
    ])
    expect(
      operationsFor('defaultTags', { tags: { team: 'a', 'a.b': 'x' } }, { tags: { team: 'b', new: '1' } }),
    ).toEqual([
      { type: 'unsetOptionPath', path: 'aws:defaultTags.tags["a.b"]' },
      { type: 'setOptionPath', path: 'aws:defaultTags.tags.team', value: 'b' },
      { type: 'setOptionPath', path: 'aws:defaultTags.tags.new', value: '1' },
    ])
  })

  it('set a whole value where there was none, and use the words of profile and region', () => {
    expect(operationsFor('defaultTags', undefined, { tags: { team: 'b' } })).toEqual([
      { type: 'setOptionPath', path: 'aws:defaultTags', value: { tags: { team: 'b' } } },
    ])
    expect(operationsFor('profile', undefined, 'dev')).toEqual([{ type: 'setProfile', profile: 'dev' }])
    expect(operationsFor('profile', 'dev', undefined)).toEqual([{ type: 'unsetProfile' }])
    expect(operationsFor('region', 'a', 'b')).toEqual([{ type: 'setRegion', region: 'b' }])
    expect(operationsFor('maxRetries', 3, undefined)).toEqual([
      { type: 'unsetOptionPath', path: 'aws:maxRetries' },
    ])
  })

  it('leave out parts that were opened and not filled in; an empty tag is a value', () => {
    expect(withoutEmpty([{}, { roleArn: 'x', tags: {} }])).toEqual([{ roleArn: 'x' }])
    expect(withoutEmpty({ tags: { team: '' } })).toEqual({ tags: { team: '' } })
    expect(withoutEmpty([{}])).toBeUndefined()
  })
})
