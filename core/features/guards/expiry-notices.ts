/** How long before the end a notice goes out, in minutes; the longest first. */
export const noticeMinutes = [10, 1] as const

export type NoticeMinutes = (typeof noticeMinutes)[number]

/**
 * The notice that is due at `now`, when the one look before was at `lastTick`: all three in milliseconds since 1970.
 * Each moment falls between two looks once, so no notice comes twice. After a sleep only the last one that was missed
 * is given, and none for credentials that have ended meanwhile.
 */
export function dueNotice(expiresAt: number, lastTick: number, now: number): NoticeMinutes | undefined {
  if (!Number.isFinite(expiresAt) || now >= expiresAt) return undefined
  return noticeMinutes.findLast((minutes) => {
    const moment = expiresAt - minutes * 60_000
    return lastTick < moment && moment <= now
  })
}
