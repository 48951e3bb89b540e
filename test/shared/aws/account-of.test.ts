import { expect, it } from 'vitest'
import { accountInName, accountOf } from '../../../shared/domain/aws/account-of.ts'

it('finds the account in names of the access portal and of the AWS CLI, and nowhere else', () => {
  expect(accountInName('123456789012_AdministratorAccess')).toBe('123456789012')
  expect(accountInName('AdministratorAccess-123456789012')).toBe('123456789012')
  for (const name of ['123456789012', 'key-12345678901', '1234567890123_Admin', 'a b-123456789012', 'dev'])
    expect(accountInName(name)).toBeUndefined()
})

it('takes a check first, then the files, then the name of plain keys', () => {
  const name = '123456789012_Admin'
  const none = () => undefined
  const sso = (key: string) => (key === 'sso_account_id' ? '999999999999' : undefined)
  expect(accountOf({ name, kind: 'session' }, none, '111111111111')).toEqual({
    account: '111111111111',
    from: 'check',
  })
  expect(accountOf({ name, kind: 'sso' }, sso, undefined)).toEqual({ account: '999999999999', from: 'files' })
  expect(accountOf({ name, kind: 'keys' }, none, undefined)).toEqual({
    account: '123456789012',
    from: 'name',
  })
  expect(accountOf({ name, kind: 'role' }, none, undefined)).toBeUndefined()
})
