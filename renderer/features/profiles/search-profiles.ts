import type { ProfileSummary } from '../../../shared/contract/models.ts'
import { searchTextOf } from '../../ui/filter-terms.ts'
import { kindLabels } from './profile-kinds.ts'

/** Search keys by profile object: each is made once, however often the list is filtered. */
const searchKeys = new WeakMap<ProfileSummary, string>()

/** All text that the filter searches, in lower case, the name first. */
export function searchKey(profile: ProfileSummary): string {
  const known = searchKeys.get(profile)
  if (known !== undefined) return known
  const key = searchTextOf([
    profile.name,
    profile.account,
    profile.accountName,
    profile.region,
    kindLabels[profile.kind],
    profile.group,
    profile.roleArn,
    profile.sourceProfile,
    profile.ssoSession,
    profile.accessKeyId,
  ])
  searchKeys.set(profile, key)
  return key
}

interface Found {
  readonly terms: readonly string[]
  readonly profiles: readonly ProfileSummary[]
  /** The search keys of these profiles, in the same order. */
  readonly keys: readonly string[]
}

/** The results for a list up to the last filter, each a subset of the one before, starting with the whole list. */
const trails = new WeakMap<readonly ProfileSummary[], Found[]>()

function trailOf(profiles: readonly ProfileSummary[]): Found[] {
  const trail = trails.get(profiles) ?? [{ terms: [], profiles, keys: profiles.map(searchKey) }]
  trails.set(profiles, trail)
  return trail
}

/** Makes the search keys of a list in advance, so that the first letter of a filter is fast. */
export function prepareSearch(profiles: readonly ProfileSummary[]): void {
  trailOf(profiles)
}

/** Whether everything that matches the new terms also matches the old ones. */
function narrows(terms: readonly string[], old: readonly string[]): boolean {
  return old.every((one) => terms.some((term) => term.includes(one)))
}

/**
 * The profiles that contain every term. One more letter searches only the previous results; one letter less reuses known
 * ones.
 */
export function search(
  profiles: readonly ProfileSummary[],
  terms: readonly string[],
): readonly ProfileSummary[] {
  if (terms.length === 0) return profiles
  const trail = trailOf(profiles)
  while (!narrows(terms, trail.at(-1)?.terms ?? [])) trail.pop()
  const last = trail.at(-1)
  if (last === undefined || narrows(last.terms, terms)) return last?.profiles ?? profiles
  const found = { terms, profiles: [] as ProfileSummary[], keys: [] as string[] }
  last.keys.forEach((key, index) => {
    const profile = last.profiles[index]
    if (profile === undefined || !terms.every((term) => key.includes(term))) return
    found.profiles.push(profile)
    found.keys.push(key)
  })
  trail.push(found)
  return found.profiles
}
