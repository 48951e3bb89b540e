import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  accountsOf,
  canChoose,
  cellsOf,
  chosenOf,
  filteredAccounts,
  keyOf,
  looksLikeProduction,
  rolesOf,
  toggledAll,
} from '../../../../renderer/features/sessions/connect/account-rows.ts'
import type { Arrived } from '../../../../renderer/features/sessions/connect/connect-state.ts'
import { headMarks, keysAt, rowMark } from '../../../../renderer/features/sessions/connect/table-marks.ts'
import {
  formOf,
  readTrims,
  sharedBeginning,
  templateOf,
} from '../../../../renderer/features/sessions/connect/template-form.ts'

const accounts: readonly Arrived[] = [
  { id: '111122223333', name: 'acme-prod', roles: ['Admin', 'Read'] },
  { id: '000000000042', name: 'acme-dev', roles: ['Admin'] },
  { id: '000000000043', name: 'acme-dev', roles: [] },
]
const listed = {
  session: 'sso:acme',
  accounts: accounts.map(({ id, name }) => ({ id, name })),
  roles: accounts.flatMap(({ id, roles }) => roles.map((roleName) => ({ accountId: id, roleName }))),
  complete: true,
  errors: [],
  at: '2026-11-28T10:00:00Z',
}

describe('the rows', () => {
  it('are the accounts by name; of a listing that is not complete those with roles', () => {
    const none = { arrived: new Map(), run: undefined }
    expect(accountsOf({ ...none, listed }).map(({ id }) => id)).toEqual([
      '000000000042',
      '000000000043',
      '111122223333',
    ])
    expect(accountsOf({ ...none, listed: { ...listed, complete: false } })).toHaveLength(2)
  })

  it('come while a listing runs, also over those of the listing before', () => {
    const arrived = new Map([['000000000043', { id: '000000000043', name: 'acme-new', roles: ['Read'] }]])
    const run = { runId: 'r', accounts: 3, done: 1, roles: 1, stopping: false }
    expect(accountsOf({ arrived, run, listed: undefined })).toHaveLength(1)
    expect(accountsOf({ arrived, run, listed }).map(({ name }) => name)).toContain('acme-new')
    expect(accountsOf({ arrived, run: undefined, listed: undefined })).toEqual([])
  })

  it('have the roles of most accounts first', () => {
    expect(rolesOf(accounts)).toEqual([
      { name: 'Admin', accounts: 2 },
      { name: 'Read', accounts: 1 },
    ])
  })

  it('are filtered by every word, in name, digits, roles and names of profiles', () => {
    const cells = cellsOf([
      { accountId: '000000000042', roleName: 'Admin', name: 'dev-power', state: 'kept' },
      { accountId: '111122223333', roleName: 'Admin', name: 'prod-admin', state: 'new' },
    ])
    const found = (text: string, onlyNew = false) =>
      filteredAccounts(accounts, cells, new Set(), {
        terms: text === '' ? [] : text.split(' '),
        onlyNew,
      }).map(({ id }) => id)
    expect(found('acme 0042')).toEqual(['000000000042'])
    expect(found('power')).toEqual(['000000000042'])
    expect(found('read')).toEqual(['111122223333'])
    expect(found('', true)).toEqual(['111122223333'])
  })
})

describe('choosing', () => {
  const preview = (unchosen: ReadonlySet<string>, kept: readonly string[] = []) => ({
    accounts,
    chosen: chosenOf(accounts, unchosen, new Set()),
    cells: cellsOf(
      listed.roles.map((role) => ({
        ...role,
        name: 'x',
        state: kept.includes(keyOf(role.accountId, role.roleName)) ? ('kept' as const) : ('new' as const),
      })),
    ),
  })

  it('leaves out hidden roles', () => {
    expect([...chosenOf(accounts, new Set(), new Set(['Admin']))]).toEqual([keyOf('111122223333', 'Read')])
  })

  it('is about a cell, an account, a role or everything, and never about what is kept', () => {
    const columns = rolesOf(accounts)
    const now = preview(new Set(), [keyOf('000000000042', 'Admin')])
    const at = (row: string, column: string) => keysAt({ row, column }, accounts, columns, now)
    expect(at('', '')).toHaveLength(2)
    expect(at('', 'Admin')).toEqual([keyOf('111122223333', 'Admin')])
    expect(at('111122223333', '')).toHaveLength(2)
    expect(at('000000000042', 'Admin')).toEqual([])
    expect(canChoose(undefined)).toBe(false)
  })

  it('marks headings by what is shown, and counts what there is and will be', () => {
    const columns = rolesOf(accounts)
    const now = preview(new Set([keyOf('111122223333', 'Admin')]), [keyOf('000000000042', 'Admin')])
    const { all, roles } = headMarks(accounts, columns, now)
    expect(all).toBe('some')
    expect(roles.get('Admin')).toEqual({ mark: 'none', on: 1 })
    expect(roles.get('Read')).toEqual({ mark: 'all', on: 1 })
    const whole = { ...now, roles: columns, items: [], known: [] }
    expect(accounts.map((account) => rowMark(account, columns, whole))).toEqual(['some', 'none', 'none'])
  })

  it('twice is what it was, where all had the same mark', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { minLength: 1 }), fc.boolean(), (keys, isIn) => {
        const before = new Set(isIn ? keys : [])
        const twice = toggledAll(toggledAll(before, keys), keys)
        expect([...twice].sort()).toEqual([...before].sort())
      }),
    )
  })
})

describe('a template as it is typed', () => {
  it('has texts and patterns to cut, with commas between and in patterns', () => {
    expect(readTrims('acme-, /^a{1,2}/i,, legacy- ')).toEqual(['acme-', '/^a{1,2}/i', 'legacy-'])
    expect(readTrims('/open')).toEqual(['/open'])
    expect(readTrims('/open, b')).toEqual(['/open', 'b'])
    expect(readTrims('/a/b/, c')).toEqual(['/a/b/', 'c'])
    expect(readTrims('')).toEqual([])
  })

  it('comes back as it was used', () => {
    const text = fc.constantFrom('acme-', '/^a{1,2}/', 'b c', '/x,y/i')
    fc.assert(
      fc.property(fc.uniqueArray(text), (trim) => {
        const template = { text: '{account}', trim, case: 'upper' as const, separator: '.' }
        expect(templateOf(formOf(template))).toEqual(template)
      }),
    )
  })

  it('offers to cut what all names begin with', () => {
    expect(sharedBeginning(['acme-a', 'acme-b', 'acme-c'])).toBe('acme-')
    expect(sharedBeginning(['acme-a', 'acme-b', 'acme-'])).toBeUndefined()
    expect(sharedBeginning(['acme-a', 'acme-b'])).toBeUndefined()
    expect(sharedBeginning(['acme-a', 'bcme-b', 'acme-c'])).toBeUndefined()
  })
})

it.each([
  ['acme-prod', true],
  ['Production EU', true],
  ['live', true],
  ['product-catalogue', false],
  ['delivery', false],
])('production by name: %s', (name, is) => expect(looksLikeProduction(name)).toBe(is))
