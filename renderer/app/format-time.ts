const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const shortDate = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' })
const date = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' })

/** "14:18". Takes ms since 1970. */
export function clockTime(at: number): string {
  return clock.format(at)
}

/** "2 min ago" under 24 hours, then the date with the time. */
export function ago(at: number, now: number): string {
  const passed = now - at
  if (passed < minute) return 'just now'
  if (passed < hour) return `${Math.floor(passed / minute)} min ago`
  if (passed < day) return `${Math.floor(passed / hour)} h ago`
  return dayAndTime(at)
}

/** The same, shorter: "28 Nov" for anything older than a day. */
export function agoInBrief(at: number, now: number): string {
  return now - at < day ? ago(at, now) : shortDate.format(at)
}

/** "28 Nov 2026, 14:18". Takes ms since 1970. */
export function dayAndTime(at: number): string {
  return `${date.format(at)}, ${clock.format(at)}`
}

/** "24 min", "1 h 40", "3 days": a length of time in ms, rounded down. */
export function duration(ms: number): string {
  if (ms < minute) return 'under 1 min'
  if (ms < hour) return `${Math.floor(ms / minute)} min`
  if (ms < day) {
    const minutes = Math.floor((ms % hour) / minute)
    return minutes === 0 ? `${Math.floor(ms / hour)} h` : `${Math.floor(ms / hour)} h ${minutes}`
  }
  const days = Math.floor(ms / day)
  return days === 1 ? '1 day' : `${days} days`
}

/** "24:07" for less than an hour. */
export function countdown(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
