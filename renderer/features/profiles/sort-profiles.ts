import type { ProfileSummary } from '../../../shared/contract/models.ts'
import { kindLabels } from './profile-kinds.ts'
import type { Sort, SortKey } from './profile-list-state.ts'
import type { ProfileAccess } from '../../app/session-queries.ts'
import { statusRank } from '../../app/profile-status.ts'
import type { ToolRefusal } from '../../app/status-tool.ts'

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

function valueOf(profile: ProfileSummary, key: Exclude<SortKey, 'name' | 'status'>): string {
  if (key === 'kind') return kindLabels[profile.kind]
  return profile[key] ?? '\uffff'
}

const statusRanks = new WeakMap<Sort, Map<string, number>>()

/** The ranks at the time of sorting by status: later results do not move rows under the pointer. */
function ranksFor(sort: Sort): Map<string, number> {
  const known = statusRanks.get(sort) ?? new Map<string, number>()
  statusRanks.set(sort, known)
  return known
}

/** The profiles in the order of a column; equal ones by name. Names compare as people read them: `a2` before `a10`. */
export function sortProfiles(
  profiles: readonly ProfileSummary[],
  sort: Sort,
  now: number,
  refusals?: ReadonlyMap<string, ToolRefusal>,
  access?: ReadonlyMap<string, ProfileAccess>,
): readonly ProfileSummary[] {
  const turn = sort.down ? -1 : 1
  const byName = [...profiles].sort((a, b) => collator.compare(a.name, b.name))
  const { key } = sort
  if (key === 'name') return sort.down ? byName.reverse() : byName
  if (key === 'status') {
    const ranks = ranksFor(sort)
    for (const profile of byName) {
      if (!ranks.has(profile.name))
        ranks.set(
          profile.name,
          statusRank(profile, now, refusals?.get(profile.name), access?.get(profile.name)?.state),
        )
    }
    return byName.sort((a, b) => turn * ((ranks.get(a.name) ?? 0) - (ranks.get(b.name) ?? 0)))
  }
  return byName.sort((a, b) => {
    const left = valueOf(a, key)
    const right = valueOf(b, key)
    return turn * (left < right ? -1 : left > right ? 1 : 0)
  })
}
