/** A time in the local time zone: `2026-01-31 23:59:59`. */
export function localTime(at: string): string {
  const time = new Date(at)
  const two = (number: number): string => String(number).padStart(2, '0')
  const date = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`
  return `${date} ${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`
}
