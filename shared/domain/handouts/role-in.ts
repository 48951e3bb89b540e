import type { MergedProfile } from '../aws/types.ts'

/** The account and the role that the files name for a profile; leaves out what they do not tell. */
export function roleIn(profile: Pick<MergedProfile, 'settings'>): {
  readonly account?: string
  readonly role?: string
} {
  const valueOf = (key: string): string | undefined => profile.settings.get(key)?.value || undefined
  const [, ofRole, name] =
    /^arn:[\w-]+:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(valueOf('role_arn') ?? '') ?? []
  const account = ofRole ?? valueOf('sso_account_id') ?? valueOf('aws_account_id')
  const role = name ?? valueOf('sso_role_name')
  return {
    ...(account !== undefined && /^\d{12}$/.test(account) && { account }),
    ...(role !== undefined && { role }),
  }
}
