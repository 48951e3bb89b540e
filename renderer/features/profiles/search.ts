import type { ProfileSummary } from '../../../shared/contract/models.ts'
import { kindLabels } from './kinds.ts'

/** Search keys by profile object: made once for each, however often the list is filtered. */
const searchKeys = new WeakMap<ProfileSummary, string>()

/** All that the filter looks at, in lower case, the name first. */
export function searchKey(profile: ProfileSummary): string {
  const known = searchKeys.get(profile)
  if (known !== undefined) return known
  const key = [
    profile.name,
    profile.account,
    profile.region,
    kindLabels[profile.kind],
    profile.group,
    profile.roleArn,
    profile.sourceProfile,
    profile.ssoSession,
    profile.accessKeyId,
  ]
    .filter((part) => part !== undefined)
    .join('\n')
    .toLowerCase()
  searchKeys.set(profile, key)
  return key
}

/** The words of a filter, in lower case. */
export function termsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/\s+/)
    .filter((term) => term !== '')
}

/** The profiles that have every term somewhere. */
export function search(
  profiles: readonly ProfileSummary[],
  terms: readonly string[],
): readonly ProfileSummary[] {
  const [first, ...rest] = terms
  if (first === undefined) return profiles
  return profiles.filter((profile) => {
    const key = searchKey(profile)
    return key.includes(first) && rest.every((term) => key.includes(term))
  })
}

/** Where the terms stand in a name: sorted ranges that do not overlap. */
export function matchRanges(name: string, terms: readonly string[]): readonly (readonly [number, number])[] {
  if (terms.length === 0) return []
  const lower = name.toLowerCase()
  const found: [number, number][] = []
  for (const term of terms) {
    const at = lower.indexOf(term)
    if (at >= 0) found.push([at, at + term.length])
  }
  found.sort((a, b) => a[0] - b[0])
  const merged: [number, number][] = []
  for (const range of found) {
    const last = merged.at(-1)
    if (last !== undefined && range[0] <= last[1]) last[1] = Math.max(last[1], range[1])
    else merged.push(range)
  }
  return merged
}
