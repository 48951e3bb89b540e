import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { validateProfileName } from '../../../shared/domain/aws/names.ts'
import { keepInStep, type StepInput } from '../../../shared/domain/organisation/keep-in-step.ts'
import {
  assignmentKey,
  defaultTemplate,
  type KnownProfile,
  type StepItem,
} from '../../../shared/domain/organisation/types.ts'
import { growth, linear } from '../../growth.ts'
import { must } from './support.ts'

const prod = { id: '111122223333', name: 'acme-prod' }
const dev = { id: '444455556666', name: 'acme-dev' }
const admin = (accountId: string) => ({ accountId, roleName: 'AdministratorAccess' })

function input(more: Partial<StepInput> = {}): StepInput {
  return {
    session: 'acme',
    listed: { accounts: [prod, dev], roles: [admin(prod.id), admin(dev.id)], complete: true },
    template: { ...defaultTemplate, trim: ['acme-'] },
    region: 'eu-west-1',
    known: [],
    names: new Set(),
    prune: false,
    ...more,
  }
}

const step = (more: Partial<StepInput> = {}) => must(keepInStep(input(more)))
const brief = (items: readonly StepItem[]) => items.map(({ name, state }) => `${state} ${name}`)

describe('profiles for what AWS offers', () => {
  it('are new where there is none', () => {
    expect(brief(step().items)).toEqual(['new prod-admin', 'new dev-admin'])
  })

  it('get an ending where their name belongs to another profile', () => {
    const { items } = step({ names: new Set(['prod-admin']) })
    expect(items[0]).toMatchObject({
      name: 'prod-admin-acme',
      state: 'taken',
      why: 'prod-admin is another profile.',
    })
  })

  it('get the account where the name with the session is taken too', () => {
    const { items } = step({ names: new Set(['prod-admin', 'prod-admin-acme']) })
    expect(items[0]?.name).toBe('prod-admin-111122223333')
  })

  it('get the account where two accounts have one name, whatever comes first', () => {
    const twins = [prod, { ...dev, name: prod.name }]
    const listed = { accounts: twins, roles: [admin(dev.id), admin(prod.id)], complete: true }
    expect(brief(step({ listed }).items)).toEqual([
      'taken prod-admin-444455556666',
      'taken prod-admin-111122223333',
    ])
  })

  it('get the role where the template does not tell roles of an account apart', () => {
    const roles = [admin(prod.id), { accountId: prod.id, roleName: 'ReadOnlyAccess' }]
    const listed = { accounts: [prod], roles, complete: true }
    expect(brief(step({ listed, template: { text: '{account}' } }).items)).toEqual([
      'taken acme-prod-AdministratorAccess',
      'taken acme-prod-ReadOnlyAccess',
    ])
  })

  it.each(['default', 'DEFAULT', 'constructor'])('are never called %s', (name) => {
    const listed = { accounts: [{ ...prod, name }], roles: [admin(prod.id)], complete: true }
    const [item] = step({ listed, template: { text: '{account}' } }).items
    expect(item).toMatchObject({ state: 'taken' })
    expect(item?.name).toMatch(/^.+-acme$/)
  })

  it('are left where they are not chosen, with the name that they would get', () => {
    const { items } = step({ chosen: new Set([assignmentKey(admin(prod.id))]) })
    expect(brief(items)).toEqual(['new prod-admin', 'left dev-admin'])
  })
})

describe('a profile that is there already', () => {
  const known = (more: Partial<KnownProfile> = {}): KnownProfile => ({
    ...admin(prod.id),
    name: 'prod-admin',
    ...more,
  })
  const withKnown = (profile: KnownProfile, more: Partial<StepInput> = {}) =>
    step({ known: [profile], names: new Set([profile.name]), ...more }).items

  it('keeps its name when it is the user’s own, also after its account was renamed', () => {
    expect(withKnown(known({ name: 'mine' }))[0]).toMatchObject({ name: 'mine', state: 'kept' })
  })

  it('is renamed with its account when we gave the name', () => {
    const items = withKnown(known({ name: 'old-admin', made: { accountName: 'acme-old' } }))
    expect(items[0]).toMatchObject({ name: 'prod-admin', from: 'old-admin', state: 'renamed' })
  })

  it('is not renamed when it is not chosen, or when the template cuts the difference away', () => {
    const old = known({ name: 'old-admin', made: { accountName: 'acme-old' } })
    expect(withKnown(old, { chosen: new Set() })[0]).toMatchObject({ name: 'old-admin', state: 'kept' })
    const same = known({ name: 'prod-admin-1', made: { accountName: 'acme-acme-prod' } })
    expect(withKnown(same)[0]).toMatchObject({ name: 'prod-admin-1', state: 'kept' })
  })

  it('is not renamed because another template is used now', () => {
    const made = known({ name: 'x', made: { accountName: prod.name } })
    expect(withKnown(made)[0]).toMatchObject({ name: 'x', state: 'kept' })
  })

  it('gets an ending when the new name is another profile', () => {
    const old = known({ name: 'old-admin', made: { accountName: 'acme-old' } })
    const [item] = step({ known: [old], names: new Set(['old-admin', 'prod-admin']) }).items
    expect(item).toMatchObject({ name: 'prod-admin-acme', from: 'old-admin', state: 'renamed' })
  })

  describe('whose role is gone', () => {
    const gone = (more: Partial<KnownProfile> = {}) =>
      known({ accountId: '999900001111', name: 'lab-read', made: { accountName: 'lab' }, ...more })
    const stateOf = (profile: KnownProfile, more: Partial<StepInput> = {}) =>
      withKnown(profile, { prune: true, ...more }).find(({ name }) => name === 'lab-read')

    it('is removed when that is asked for', () => {
      expect(stateOf(gone())).toMatchObject({ state: 'removed' })
      expect(stateOf(gone(), { prune: false })).toMatchObject({ state: 'stays' })
    })

    it('stays when it is not ours, has settings of the user, or is used', () => {
      expect(stateOf(gone({ made: undefined }))).toMatchObject({ state: 'stays' })
      expect(stateOf(gone({ own: 'It has settings of yours: output.' }))).toMatchObject({
        state: 'stays',
        why: 'The role is gone. It has settings of yours: output.',
      })
      expect(stateOf(gone({ usedBy: ['shop/prod'] }))).toMatchObject({
        state: 'stays',
        why: 'The role is gone. shop/prod uses it.',
      })
    })

    it('is not spoken of after a listing with errors, or an empty one', () => {
      const stopped = { ...input().listed, complete: false }
      const { items, notPruned } = step({ known: [gone()], listed: stopped, prune: true })
      expect(items.some(({ name }) => name === 'lab-read')).toBe(false)
      expect(notPruned).toMatch(/not complete/)
      const nothing = step({
        known: [gone()],
        listed: { accounts: [], roles: [], complete: true },
        prune: true,
      })
      expect(nothing.items).toEqual([])
      expect(nothing.notPruned).toMatch(/no role at all/)
    })
  })
})

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 210 }),
  fc.constantFrom('default', 'DEFAULT', 'constructor', 'prod', 'prod', 'dev', 'profile x', '-x', ']', ''),
)
const anyAccount = fc.record({
  id: fc.constantFrom('000000000001', '000000000002', '111122223333', '444455556666'),
  name: anyText,
})
const anyRole = fc.record({
  accountId: fc.constantFrom('000000000001', '000000000002', '111122223333', '444455556666'),
  roleName: fc.oneof(
    fc.constantFrom('AdministratorAccess', 'AWSAdministratorAccess', 'ReadOnlyAccess'),
    fc.stringMatching(/^[\w+=,.@-]{1,32}$/),
  ),
})
const anyTemplate = fc.record({
  text: fc.constantFrom(
    '{account}',
    '{account}-{role}',
    '{account}{role:short}',
    '{role}',
    '{session} {region:short}',
    '{accountId}',
  ),
  case: fc.constantFrom('keep' as const, 'lower' as const, 'upper' as const),
  separator: fc.constantFrom('-', '_', '', '.', '/', ':'),
  trim: fc.constantFrom([], ['prod'], ['/./']),
})

describe('whatever AWS calls its accounts', () => {
  const anyInput = fc.record({
    accounts: fc.array(anyAccount, { maxLength: 6 }),
    roles: fc.array(anyRole, { maxLength: 12 }),
    template: anyTemplate,
    names: fc.array(fc.constantFrom('prod', 'dev', 'prod-acme', 'admin', 'default', 'prod-admin'), {
      maxLength: 4,
    }),
  })

  it('no name is invalid, none is given twice, and none is another profile’s', () => {
    fc.assert(
      fc.property(anyInput, ({ accounts, roles, template, names }) => {
        const taken = new Set<string>(names)
        const { items } = step({ listed: { accounts, roles, complete: true }, template, names: taken })
        for (const { name } of items) {
          expect(validateProfileName(name)).toMatchObject({ ok: true })
          expect(name).not.toMatch(/ |^default$/i)
          expect(taken.has(name)).toBe(false)
        }
        expect(new Set(items.map(({ name }) => name)).size).toBe(items.length)
        expect(items.length).toBe(new Set(roles.map(assignmentKey)).size)
      }),
      { numRuns: 300 },
    )
  })

  it('a second time changes nothing', () => {
    fc.assert(
      fc.property(anyInput, ({ accounts, roles, template, names }) => {
        const listed = { accounts, roles, complete: true }
        const first = step({ listed, template, names: new Set(names) }).items
        const known = first.map(({ accountId, roleName, name, accountName }) => ({
          accountId,
          roleName,
          name,
          made: { accountName },
        }))
        const all = new Set<string>([...names, ...known.map(({ name }) => name)])
        const again = step({ listed, template, known, names: all, prune: true }).items
        expect(again.every(({ state }) => state === 'kept')).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  it('takes time as there are roles', () => {
    const make = (size: number): StepInput => {
      const accounts = Array.from({ length: size / 5 }, (_, at) => ({
        id: String(at).padStart(12, '0'),
        name: `Team ${at % 900} Ü`,
      }))
      const roles = accounts.flatMap(({ id }) =>
        ['Admin', 'Read', 'Power', 'Audit', 'Ops'].map((roleName) => ({ accountId: id, roleName })),
      )
      return input({ listed: { accounts, roles, complete: true } })
    }
    expect(growth(make, keepInStep, 20_000)).toBeLessThan(linear)
  })
})
