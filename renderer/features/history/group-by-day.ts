const dayFormat = new Intl.DateTimeFormat(undefined, {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
})

export interface Day<Entry> {
  readonly label: string
  readonly entries: readonly Entry[]
}

function labelOf(at: number, now: number): string {
  const today = new Date(now)
  const yesterday = new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1)
  const day = new Date(at).toDateString()
  if (day === today.toDateString()) return 'Today'
  return day === yesterday.toDateString() ? 'Yesterday' : dayFormat.format(at)
}

/** Entries, newest first, under the day they were written on in the user's own time zone. `now` in ms since 1970. */
export function groupByDay<Entry extends { readonly at: string }>(
  entries: readonly Entry[],
  now: number,
): readonly Day<Entry>[] {
  const days = new Map<string, Entry[]>()
  for (const entry of entries) {
    const label = labelOf(Date.parse(entry.at), now)
    days.set(label, [...(days.get(label) ?? []), entry])
  }
  return [...days].map(([label, found]) => ({ label, entries: found }))
}
