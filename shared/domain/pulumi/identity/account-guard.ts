import { textsOf, type EffectiveEntry } from './effective-config.ts'

export type AccountVerdict =
  /** No guard is set. */
  | { readonly kind: 'unguarded' }
  | { readonly kind: 'agrees' }
  | { readonly kind: 'not-allowed'; readonly line: number; readonly allowed: readonly string[] }
  | { readonly kind: 'forbidden'; readonly line: number }
  /** A guard is set, but the account is not known. */
  | { readonly kind: 'unknown' }

/** Checks a verified account against `allowedAccountIds` and `forbiddenAccountIds`, as the provider would read them. */
export function checkAccount(
  config: ReadonlyMap<string, EffectiveEntry>,
  accountId: string | undefined,
): AccountVerdict {
  const allowed = config.get('aws:allowedAccountIds')
  const forbidden = config.get('aws:forbiddenAccountIds')
  const allowedIds = textsOf(allowed?.value)
  const forbiddenIds = textsOf(forbidden?.value)
  if (allowedIds.length === 0 && forbiddenIds.length === 0) return { kind: 'unguarded' }
  if (accountId === undefined) return { kind: 'unknown' }
  if (forbidden && forbiddenIds.includes(accountId)) return { kind: 'forbidden', line: forbidden.line }
  if (allowed && allowedIds.length > 0 && !allowedIds.includes(accountId)) {
    return { kind: 'not-allowed', line: allowed.line, allowed: allowedIds }
  }
  return { kind: 'agrees' }
}
