import type { SharedFileDocument } from '../document.ts'
import { expiryKeys, isExpiryKey, tokenKeys } from '../keys.ts'
import { propertiesOf } from '../properties.ts'
import type { KeyValue, MergedProfile } from '../types.ts'

function valueIn(entries: readonly KeyValue[], key: string): string | undefined {
  return entries.findLast((entry) => entry.key.toLowerCase() === key)?.value
}

/**
 * The token and expiry keys that no longer belong when these entries replace the keys of a temporary session by long-lived
 * ones.
 */
export function staleKeys(profile: MergedProfile | undefined, entries: readonly KeyValue[]): string[] {
  const id = valueIn(entries, 'aws_access_key_id')
  if (!profile || id === undefined || id.startsWith('ASIA')) return []
  if ([...tokenKeys].some((key) => (valueIn(entries, key) ?? '') !== '')) return []
  const old = profile.settings.get('aws_access_key_id')?.value ?? ''
  const hasToken = [...tokenKeys].some((key) => profile.settings.has(key))
  if (old === id || (!old.startsWith('ASIA') && !hasToken)) return []
  return [...tokenKeys, ...expiryKeys].filter((key) => profile.settings.has(key))
}

/**
 * A profile may hold its token under two names, and boto3 takes the older one first: a new token goes to both, because otherwise
 * the stale one would win.
 */
export function twinTokens(profile: MergedProfile | undefined, entries: readonly KeyValue[]): KeyValue[] {
  const given = [...tokenKeys].map((key) => valueIn(entries, key)).find((value) => value !== undefined)
  if (given === undefined) return []
  const others = [...tokenKeys].filter(
    (key) => profile?.settings.has(key) && valueIn(entries, key) === undefined,
  )
  return others.map((key) => ({ key, value: given }))
}

/** The expiry key that most profiles of a file use. */
function usualKey(document: SharedFileDocument): string {
  const counts = new Map<string, number>()
  for (const section of document.sections) {
    for (const { key } of propertiesOf(document, section).properties) {
      if (isExpiryKey(key)) counts.set(key, (counts.get(key) ?? 0) + 1)
    }
  }
  const [most] = [...counts].sort((a, b) => b[1] - a[1])
  return most?.[0] ?? expiryKeys[0] ?? 'expiration'
}

/**
 * What a new session token means for the expiry settings: they get the new time if it is known; an outdated time is
 * removed, because unknown is better than wrong.
 */
export function planExpiry(
  document: SharedFileDocument,
  profile: MergedProfile | undefined,
  entries: readonly KeyValue[],
  expiration: string | undefined,
): { entries: KeyValue[]; unset: string[] } {
  const token = valueIn(entries, 'aws_session_token')
  if (token === undefined) return { entries: [], unset: [] }
  const old = profile?.settings.get('aws_session_token')?.value
  const present = expiryKeys.filter((key) => profile?.settings.has(key))
  const given = entries.findLast(({ key }) => isExpiryKey(key.toLowerCase()))
  if (given !== undefined) {
    const others = present.filter((key) => valueIn(entries, key) === undefined)
    return { entries: old === token ? [] : others.map((key) => ({ key, value: given.value })), unset: [] }
  }
  if (expiration !== undefined) {
    const keys = present.length > 0 ? present : [usualKey(document)]
    return { entries: keys.map((key) => ({ key, value: expiration })), unset: [] }
  }
  return { entries: [], unset: old === token ? [] : present }
}
