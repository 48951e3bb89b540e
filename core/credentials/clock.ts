const stamp = /(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/g

function stampToMs(match: RegExpMatchArray): number {
  const [year, month, day, hour, minute, second] = match.slice(1).map(Number)
  return Date.UTC(year!, month! - 1, day!, hour!, minute!, second!)
}

/** AWS accepts signatures up to 15 minutes old; below that, the clock is not the reason. */
const tolerated = 15 * 60_000

/**
 * How far this machine's clock is ahead of AWS' clock, in milliseconds (negative: behind), when an answer says that the
 * clock is the reason; otherwise `undefined`. STS uses the code SignatureDoesNotMatch for wrong secrets too: its text tells
 * them apart ("Signature expired: T1 is now earlier than T2 (T3 - 15 min.)", T3 being its own time). Where the text is
 * missing, the Date header tells. `date` is that header, `now` the local time in milliseconds.
 */
export function clockSkew(message: string, date: string | undefined, now: number): number | undefined {
  const isAboutTime = /signature expired|signature not yet current/i.test(message)
  if (isAboutTime) {
    const times = [...message.matchAll(stamp)].map(stampToMs)
    if (times.length >= 3) return times[0]! - times[2]!
  }
  const serverTime = date === undefined ? Number.NaN : Date.parse(date)
  if (Number.isNaN(serverTime)) return isAboutTime ? 0 : undefined
  const skew = now - serverTime
  return isAboutTime || Math.abs(skew) > tolerated ? skew : undefined
}

/** `17 minutes ahead`, `1 minute behind`; milliseconds in. */
export function describeSkew(skewMs: number): string {
  const minutes = Math.round(Math.abs(skewMs) / 60_000)
  const amount = minutes === 1 ? '1 minute' : `${minutes} minutes`
  return `${amount} ${skewMs > 0 ? 'ahead' : 'behind'}`
}
