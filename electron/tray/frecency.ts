import type { Settings } from '../../shared/contract/models.ts'

const dayMs = 24 * 3600 * 1000
const halfLifeDays = 7

/** Names ordered by how often and how recently they were used: each week without use halves the weight. */
export function byFrecency(recents: Settings['recents'], now: Date): readonly string[] {
  const weight = (entry: Settings['recents'][number]) => {
    const days = Math.max(0, now.getTime() - Date.parse(entry.lastUsed)) / dayMs
    return entry.count * 2 ** (-days / halfLifeDays)
  }
  return [...recents].sort((a, b) => weight(b) - weight(a)).map((entry) => entry.profile)
}
