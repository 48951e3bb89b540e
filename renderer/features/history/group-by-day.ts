import type { HistoryEntry } from '../../../shared/contract/models.ts'

const dayFormat = new Intl.DateTimeFormat(undefined, {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
})

export interface HistoryDay {
  readonly label: string
  readonly entries: readonly HistoryEntry[]
}

function labelOf(at: number, now: number): string {
  const today = new Date(now)
  const yesterday = new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1)
  const day = new Date(at).toDateString()
  if (day === today.toDateString()) return 'Today'
  return day === yesterday.toDateString() ? 'Yesterday' : dayFormat.format(at)
}

/** Entries, newest first, under the day they were written on in the user's own time zone. `now` in ms since 1970. */
export function groupByDay(entries: readonly HistoryEntry[], now: number): readonly HistoryDay[] {
  const days = new Map<string, HistoryEntry[]>()
  for (const entry of entries) {
    const label = labelOf(Date.parse(entry.at), now)
    days.set(label, [...(days.get(label) ?? []), entry])
  }
  return [...days].map(([label, found]) => ({ label, entries: found }))
}
