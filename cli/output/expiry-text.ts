import type { ColouredText } from '../terminal/table.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const soon = 10 * minute

function span(milliseconds: number): string {
  if (milliseconds >= 2 * day) return `${Math.floor(milliseconds / day)} days`
  if (milliseconds >= hour) {
    const minutes = Math.floor((milliseconds % hour) / minute)
    return `${Math.floor(milliseconds / hour)} h${minutes > 0 ? ` ${minutes} min` : ''}`
  }
  return `${Math.max(1, Math.floor(milliseconds / minute))} min`
}

/** How long until temporary keys end. Undefined for keys without a known end. */
export function expiryText(expiresAt: string | undefined, now: Date): ColouredText | undefined {
  if (expiresAt === undefined) return undefined
  const left = Date.parse(expiresAt) - now.getTime()
  if (Number.isNaN(left)) return undefined
  if (left <= 0) return { text: `expired ${span(-left)} ago`, colour: 'dim' }
  return { text: `ends in ${span(left)}`, colour: left <= soon ? 'yellow' : 'green' }
}
