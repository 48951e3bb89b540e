import type { ProfileSummary } from '../../../shared/contract/models.ts'
import { stepRank, type Step } from '../../app/profile-step.ts'
import { termsOf } from '../../ui/filter-terms.ts'
import { searchKey } from './search-profiles.ts'

/** Better matches first: whole name, start of the name, inside the name, elsewhere. */
function rank(profile: ProfileSummary, query: string, terms: readonly string[]): number {
  const name = profile.name.toLowerCase()
  if (name === query) return 0
  if (name.startsWith(query)) return 1
  if (terms.every((term) => name.includes(term))) return 2
  return 3
}

export interface Match {
  readonly profile: ProfileSummary
  readonly rank: number
}

/** The profiles that a query finds by name, account, kind and the like, or by letters of the name in their order. */
export function matches(profiles: readonly ProfileSummary[], query: string): readonly Match[] {
  const text = query.trim().toLowerCase()
  const terms = termsOf(text)
  const letters = text.replace(/\s+/g, '')
  return profiles
    .filter((profile) => {
      const key = searchKey(profile)
      return terms.every((term) => key.includes(term)) || isSubsequence(letters, profile.name.toLowerCase())
    })
    .map((profile) => ({ profile, rank: rank(profile, text, terms) }))
}

/** Whether the letters stand in the name in this order: `pbill` finds `prod-billing`. */
function isSubsequence(letters: string, name: string): boolean {
  let at = 0
  for (const letter of letters) {
    at = name.indexOf(letter, at) + 1
    if (at === 0) return false
  }
  return letters.length > 1
}

interface Ranked extends Match {
  readonly step: Step
}

/**
 * A whole name first: who typed it means it. Then what works, what a sign-in is enough for, and what is broken; what is found
 * by more than its name comes last.
 */
export function byUse(a: Ranked, b: Ranked): number {
  const place = ({ rank, step }: Ranked) => (rank === 0 ? -1 : (rank === 3 ? 10 : 0) + stepRank(step))
  return (
    place(a) - place(b) ||
    a.rank - b.rank ||
    a.profile.name.length - b.profile.name.length ||
    (a.profile.name < b.profile.name ? -1 : 1)
  )
}
