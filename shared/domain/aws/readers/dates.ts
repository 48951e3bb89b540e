const zone = String.raw`(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?`
const clock = String.raw`(\d{2}):?(\d{2})(?::?(\d{2})(?:[.,](\d+))?)?`
const isoLike = new RegExp(String.raw`^(\d{4})-?(\d{2})-?(\d{2})(?:[T\s]+${clock})?\s*${zone}$`, 'i')
const worded = new RegExp(
  String.raw`^(?:[a-z]{3,9},?\s+)?(\d{1,2})[\s-]+([a-z]{3})[a-z]*[\s-]+(\d{4})\s+${clock}\s*${zone}$`,
  'i',
)
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

function offsetMinutes(text: string): number {
  const match = /^([+-])(\d{2}):?(\d{2})?$/.exec(text)
  if (!match) return 0
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3] ?? '0'))
}

interface Parts {
  readonly date: readonly [year: number, month: number, day: number]
  /** Hours, minutes, seconds and the digits after the point. */
  readonly time: readonly (string | undefined)[]
  readonly zone: string | undefined
}

function instant({ date: [year, month, day], time, zone: where }: Parts): number | undefined {
  const [hour = 0, minute = 0, second = 0] = time.slice(0, 3).map((part) => Number(part ?? '0'))
  const fraction = Math.trunc(Number(`0.${time[3] ?? '0'}`) * 1000)
  const ms = Date.UTC(year, month - 1, day, hour, minute, second, fraction)
  const there = new Date(ms)
  const real = there.getUTCMonth() === month - 1 && there.getUTCDate() === day
  if (!real || hour > 23 || minute > 59 || second > 59) return undefined
  return ms - offsetMinutes(where ?? '') * 60_000
}

/**
 * A date as botocore takes it (dateutil's parser, then compared with the time of day in a zone): undefined where it cannot be
 * read, or names no zone, which ends in an error as well.
 */
export function pythonTime(text: string): number | undefined {
  const trimmed = text.trim()
  const iso = isoLike.exec(trimmed)
  if (iso) {
    if (iso[8] === undefined) return undefined
    return instant({
      date: [Number(iso[1]), Number(iso[2]), Number(iso[3])],
      time: iso.slice(4, 8),
      zone: iso[8],
    })
  }
  const words = worded.exec(trimmed)
  const month = words ? months.indexOf((words[2] ?? '').toLowerCase()) + 1 : 0
  if (!words || month === 0 || words[8] === undefined) return undefined
  return instant({
    date: [Number(words[3]), month, Number(words[1])],
    time: words.slice(4, 8),
    zone: words[8],
  })
}

const rfc3339 = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(Z|[+-]\d{2}:\d{2})$/

/** A date as Go's `time.RFC3339` has it; undefined where it is not one. */
export function goTime(text: string): number | undefined {
  const match = rfc3339.exec(text)
  if (!match) return undefined
  return instant({
    date: [Number(match[1]), Number(match[2]), Number(match[3])],
    time: match.slice(4, 8),
    zone: match[8],
  })
}
