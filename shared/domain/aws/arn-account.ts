/** The account in the ARN of a role, a user or somebody signed in. */
export function accountInArn(arn: string): string | undefined {
  return /^arn:[\w-]+:(?:iam|sts)::(\d{12}):/.exec(arn)?.[1]
}

/** The account and the name of a role, without its path. */
export function roleInArn(arn: string): { readonly account: string; readonly role: string } | undefined {
  const found = /^arn:[\w-]+:iam::(\d{12}):role\/([^]+)$/.exec(arn)
  const role = found?.[2]?.split('/').at(-1)
  return found?.[1] === undefined || role === undefined || role === ''
    ? undefined
    : { account: found[1], role }
}

/**
 * The account that a profile says it leads to: that of its role, of its SSO account, or of the person who signs in by
 * `login_session`.
 * `valueOf` gives its settings.
 */
export function declaredAccount(valueOf: (key: string) => string | undefined): string | undefined {
  const inSetting = (key: string) => {
    const arn = valueOf(key)
    return arn === undefined ? undefined : accountInArn(arn)
  }
  return inSetting('role_arn') ?? valueOf('sso_account_id') ?? inSetting('login_session')
}
