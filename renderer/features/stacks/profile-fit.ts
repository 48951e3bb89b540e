import type { ProfileSummary, StackSummary } from '../../../shared/contract/models.ts'

/** What the guards of a stack say about an account: `unknown` for a guarded stack and an unknown account. */
export type Fit = 'allowed' | 'elsewhere' | 'unknown'

/** The account of a profile, unless only its name suggests it. */
export const sureAccount = ({ account, accountFromName }: ProfileSummary): string | undefined =>
  accountFromName === true ? undefined : account

/** Compares a profile's account with the guards of one stack. */
export function fitOf(account: string | undefined, stack: StackSummary): Fit {
  const { allowedAccountIds: allowed, forbiddenAccountIds: forbidden } = stack
  if (allowed.length === 0 && forbidden.length === 0) return 'allowed'
  if (account === undefined) return 'unknown'
  if (forbidden.includes(account)) return 'elsewhere'
  return allowed.length === 0 || allowed.includes(account) ? 'allowed' : 'elsewhere'
}

/** The same for several stacks: allowed only if all of them allow it. */
export function fitOfAll(account: string | undefined, stacks: readonly StackSummary[]): Fit {
  const fits = stacks.map((stack) => fitOf(account, stack))
  if (fits.includes('elsewhere')) return 'elsewhere'
  return fits.includes('unknown') ? 'unknown' : 'allowed'
}

export interface FittedProfiles {
  readonly allowed: readonly ProfileSummary[]
  readonly unknown: readonly ProfileSummary[]
  readonly elsewhere: readonly ProfileSummary[]
}

/** Sorts profiles by what the stacks allow; within each part favourites come first. */
export function fitProfiles(
  profiles: readonly ProfileSummary[],
  stacks: readonly StackSummary[],
): FittedProfiles {
  const parts: Record<Fit, ProfileSummary[]> = { allowed: [], elsewhere: [], unknown: [] }
  const favouritesFirst = [...profiles].sort((a, b) => Number(b.favourite) - Number(a.favourite))
  for (const profile of favouritesFirst) parts[fitOfAll(sureAccount(profile), stacks)].push(profile)
  return parts
}
