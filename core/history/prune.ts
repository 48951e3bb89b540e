import type { RecordedEntry } from './types.ts'

/** Entries kept for each file. */
export const keptPerFile = 30
/** How long entries are kept, in milliseconds: 30 days. */
export const keptFor = 30 * 24 * 60 * 60 * 1000

/**
 * The ids to remove: older than 30 days, or not among the newest 30 of any of its files. `entries` newest first.
 */
export function unneededEntries(entries: readonly RecordedEntry[], now: Date): readonly string[] {
  const seen = new Map<string, number>()
  const unneeded: string[] = []
  for (const entry of entries) {
    const tooOld = now.getTime() - Date.parse(entry.at) > keptFor
    let wanted = false
    for (const file of entry.files) {
      const count = (seen.get(file.realPath) ?? 0) + 1
      seen.set(file.realPath, count)
      if (count <= keptPerFile) wanted = true
    }
    if (tooOld || !wanted) unneeded.push(entry.id)
  }
  return unneeded
}
