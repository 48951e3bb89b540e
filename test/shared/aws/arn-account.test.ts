import { describe, expect, it } from 'vitest'
import { accountInArn, declaredAccount, roleInArn } from '../../../shared/domain/aws/arn-account.ts'

describe('the account in an ARN', () => {
  it.each([
    ['arn:aws:iam::111122223333:role/Admin', '111122223333'],
    ['arn:aws-cn:iam::111122223333:root', '111122223333'],
    ['arn:aws:sts::111122223333:assumed-role/Admin/me', '111122223333'],
    ['arn:aws:s3:::111122223333', undefined],
    ['arn:aws:iam::11112222333:role/Admin', undefined],
  ])('%s', (arn, account) => expect(accountInArn(arn)).toBe(account))

  it('comes with the role, without its path', () => {
    expect(roleInArn('arn:aws:iam::111122223333:role/team/ops/Admin')).toEqual({
      account: '111122223333',
      role: 'Admin',
    })
    for (const arn of ['arn:aws:iam::111122223333:role/team/', 'arn:aws:iam::111122223333:user/me'])
      expect(roleInArn(arn)).toBeUndefined()
  })
})

describe('the account that a profile says it leads to', () => {
  const of = (settings: Record<string, string>) =>
    declaredAccount((key) => new Map(Object.entries(settings)).get(key))
  it('is that of its role, then of single sign-on, then of who signs in', () => {
    const login_session = 'arn:aws:sts::333333333333:assumed-role/Admin/me'
    const role_arn = 'arn:aws:iam::111111111111:role/Admin'
    expect(of({ role_arn, sso_account_id: '222222222222', login_session })).toBe('111111111111')
    expect(of({ role_arn: 'a role', sso_account_id: '222222222222' })).toBe('222222222222')
    expect(of({ login_session })).toBe('333333333333')
    expect(of({})).toBeUndefined()
  })
})
