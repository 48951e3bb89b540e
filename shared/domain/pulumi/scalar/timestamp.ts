const form =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[Tt](\d{1,2}):(\d{1,2}):(\d{1,2})(\.\d+)?(Z|[-+]\d{2}:\d{2})| (\d{1,2}):(\d{1,2}):(\d{1,2})(\.\d+)?))?$/

/**
 * The text that the Pulumi CLI makes of a plain date or time (yaml.v3 `parseTimestamp`, then Go's `Time.String`), or
 * undefined for anything else, such as `2024-02-30`.
 */
export function timestampText(source: string): string | undefined {
  const match = form.exec(source)
  if (!match) return undefined
  const [year, month, day] = match.slice(1, 4).map(Number) as [number, number, number]
  const at = match[4] === undefined ? 9 : 4
  const [hour, minute, second] = match.slice(at, at + 3).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
  ]
  const daysInMonth = new Date(Date.UTC(year, month, 0)).getUTCDate()
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth) return undefined
  if (hour > 23 || minute > 59 || second > 59) return undefined
  // eslint-disable-next-line regexp/no-super-linear-move -- of 10 characters
  const fraction = (match[at + 3] ?? '').slice(0, 10).replace(/\.?0+$/, '')
  const zone = match[8] ?? 'Z'
  const offset = zone === 'Z' ? '+0000' : zone.replace(':', '')
  const two = (part: number): string => String(part).padStart(2, '0')
  const date = `${match[1]}-${two(month)}-${two(day)}`
  const time = `${two(hour)}:${two(minute)}:${two(second)}${fraction}`
  return `${date} ${time} ${offset} ${/^[-+]0000$/.test(offset) ? 'UTC' : offset}`
}
