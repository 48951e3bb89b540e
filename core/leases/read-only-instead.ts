import type { MergedProfile } from '../../shared/domain/aws/types.ts'

/** The usual names of permission sets that only read. */
const readsOnly = /read[-_ ]?only|view[-_ ]?only|^(?:security)?audit(?:or)?$/i

/**
 * The name of another profile of the same sign-in and account whose permission set only reads: for profiles of IAM Identity
 * Center, which nothing can narrow.
 */
export function readOnlyInstead(
  profile: MergedProfile,
  profiles: ReadonlyMap<string, MergedProfile>,
): string | undefined {
  const account = profile.value('sso_account_id')
  if (account === undefined || profile.kind !== 'sso') return undefined
  const signIn = (one: MergedProfile) => one.value('sso_session') ?? one.value('sso_start_url')
  for (const other of profiles.values()) {
    if (other.name === profile.name || other.kind !== 'sso' || other.value('sso_account_id') !== account)
      continue
    if (signIn(other) === signIn(profile) && readsOnly.test(other.value('sso_role_name') ?? ''))
      return other.name
  }
  return undefined
}
