import { fail } from '../../../result.ts'
import type { SharedFileDocument } from '../document.ts'
import { expiryKeys, tokenKeys } from '../keys.ts'
import type { KeyValue } from '../types.ts'
import { nothingToDo } from './plan.ts'
import type { Planned, Settings } from './plan.ts'
import { planSet } from './set.ts'
import { settingsOfName } from './settings.ts'
import { notFound } from './unset.ts'

/** The entries to set and keys to remove so that `target` works with the keys of `source` (rule P1). */
export function credentialChanges(
  source: ReadonlyMap<string, string>,
  target: ReadonlyMap<string, string> | undefined,
): { entries: KeyValue[]; unset: string[] } {
  const entries: KeyValue[] = []
  const unset: string[] = []
  for (const key of ['aws_access_key_id', 'aws_secret_access_key', 'aws_session_token']) {
    const value =
      source.get(key) ?? (key === 'aws_session_token' ? source.get('aws_security_token') : undefined) ?? ''
    if (value !== '') entries.push({ key, value })
  }
  const token = entries.find(({ key }) => key === 'aws_session_token')
  const expiry = expiryKeys.map((key) => source.get(key)).find((value) => value !== undefined && value !== '')
  for (const key of tokenKeys) {
    if (target?.has(key) !== true || (token && key === 'aws_session_token')) continue
    if (token) entries.push({ key, value: token.value })
    else unset.push(key)
  }
  for (const key of expiryKeys) {
    if (target?.has(key) !== true) continue
    if (token && expiry !== undefined) entries.push({ key, value: expiry })
    else unset.push(key)
  }
  return { entries, unset }
}

/** Copies the credential keys of a profile into `default` and removes a token there that does not belong to them. */
export function planSetActiveDefault(document: SharedFileDocument, profile: string): Planned {
  const source = settingsOfName(document, profile, 'profile')
  if (source === undefined) return notFound(profile, 'profile')
  if (profile === 'default') return nothingToDo
  const target: Settings | undefined = settingsOfName(document, 'default', 'profile')
  const { entries, unset } = credentialChanges(source, target)
  if (!source.get('aws_access_key_id') || !source.get('aws_secret_access_key')) {
    return fail('HalfKeyPair', `${profile} has no complete key pair in this file`, {
      reason: 'Only an access key id together with its secret can be copied',
      remedy: 'Choose a profile with keys, or add what is missing',
    })
  }
  return planSet(document, 'default', 'profile', entries, unset)
}
