import { expiryKeys } from './keys.ts'
import type { MergedProfile } from './types.ts'

/** The setting that says when the profile's keys end, and that time; undefined when no known setting says so. */
export function findExpiry(
  profile: Pick<MergedProfile, 'value' | 'mayExpire'>,
): { readonly key: string; readonly end: string } | undefined {
  if (!profile.mayExpire) return undefined
  for (const key of expiryKeys) {
    const value = profile.value(key)
    const end = value === undefined ? undefined : parseExpiry(value)
    if (end !== undefined) return { key, end }
  }
  return undefined
}

/** The usual spelling; only days that every month has, so that it needs no calendar. */
const usual = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/

/**
 * A point in time as an ISO string in UTC: ISO 8601 with or without zone (without one: UTC, as aws-mfa writes it), or seconds or
 * milliseconds since 1970. Undefined when it is none.
 */
export function parseExpiry(value: string): string | undefined {
  if (usual.test(value)) return `${value.slice(0, -1)}.000Z`
  const text = value.trim().replace(/^(["'])(.*)\1$/, '$2')
  if (/^\d{10}(?:\.\d+)?$/.test(text)) return new Date(Number(text) * 1000).toISOString()
  if (/^\d{13}$/.test(text)) return new Date(Number(text)).toISOString()
  const match =
    /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(?:\.(\d{1,9}))? ?(Z|UTC|GMT|[+-]\d\d:?\d\d)?(?: ?[A-Z]{3,4})?$/i.exec(
      text,
    )
  if (!match) return undefined
  const [, day, time, fraction, zone] = match
  const offset =
    zone === undefined || /^[zug]/i.test(zone) ? 'Z' : zone.replace(/^([+-]\d\d):?(\d\d)$/, '$1:$2')
  const full = time?.length === 5 ? `${time}:00` : time
  const date = new Date(`${day}T${full}.${(fraction ?? '0').slice(0, 3).padEnd(3, '0')}${offset}`)
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString()
}

/** When the profile's keys end, as an ISO string in UTC; undefined when no known setting says so. */
export function expiryOf(profile: Pick<MergedProfile, 'value' | 'mayExpire'>): string | undefined {
  return findExpiry(profile)?.end
}
