/** How long before the end the notice goes out. */
const noticeMs = 10 * 60_000

/**
 * Whether the notice is due at `now`, when the last look was at `lastTick`: all three in milliseconds since 1970. The moment
 * falls between two looks once, so no notice comes twice. After a sleep it comes late, and not at all for what has ended
 * meanwhile.
 */
export function isNoticeDue(endsAt: number, lastTick: number, now: number): boolean {
  const moment = endsAt - noticeMs
  return now < endsAt && lastTick < moment && moment <= now
}
