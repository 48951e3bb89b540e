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

/** The profiles that a query finds by name, account, kind and so on, or by letters of the name in order. */
export function matches(profiles: readonly ProfileSummary[], query: string): readonly Match[] {
  const text = query.trim().toLowerCase()
  const terms = termsOf(text)
  const letters = text.replace(/\s+/g, '')
  return profiles
    .filter((profile) => {
      const key = searchKey(profile)
      return terms.every((term) => key.includes(term)) || isAbbreviation(letters, profile.name.toLowerCase())
    })
    .map((profile) => ({ profile, rank: rank(profile, text, terms) }))
}

/** Whether the letters are the beginnings of the name's segments, in order: `pbill` matches `prod-billing`, `able` does not. */
function isAbbreviation(letters: string, name: string): boolean {
  if (letters.length < 2) return false
  const starts = [...name.matchAll(/[a-z0-9]+/g)]
  const fits = (from: number, segment: number): boolean => {
    if (from === letters.length) return true
    for (let at = segment; at < starts.length; at++) {
      const text = starts[at]?.[0] ?? ''
      let taken = 0
      while (taken < text.length && text[taken] === letters[from + taken]) taken++
      for (let length = taken; length > 0; length--) if (fits(from + length, at + 1)) return true
    }
    return false
  }
  return fits(0, 0)
}

interface Ranked extends Match {
  readonly step: Step
}

/**
 * A whole name first, because the user typed it in full. Then working profiles, those that only need a sign-in, and broken
 * ones; profiles found by other than their name come last.
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
