import { isSecretName } from '../../../shared/domain/secrets/secret-names.ts'
import { fieldFor } from './profile-fields.ts'
import type { Draft } from './profile-drafts.ts'

/** What is wrong with the typed values, by key. Does not check unchanged values. */
export function checkDraft(draft: Draft): ReadonlyMap<string, string> {
  const errors = new Map<string, string>()
  for (const [key, value] of draft.values) {
    if (value === null) continue
    const error = checkValue(key, value)
    if (error !== undefined) errors.set(key, error)
  }
  return errors
}

/** What is wrong with one value; core makes the final check. */
export function checkValue(key: string, value: string): string | undefined {
  const trimmed = value.trim()
  if (/[\r\n]/.test(trimmed)) return 'A value is one line. Take the line end out.'
  if (trimmed === '') return undefined
  return fieldFor(key, isSecretName(key)).check?.(trimmed)
}

/** True when a long-lived key id replaces a temporary one, so that the token no longer belongs to it. */
export function tokenIsOrphan(draft: Draft): boolean {
  const id = draft.values.get('aws_access_key_id')
  return (
    typeof id === 'string' &&
    id.startsWith('AKIA') &&
    draft.base.has('aws_session_token') &&
    !draft.values.has('aws_session_token')
  )
}

/** True when a temporary key id has no token: AWS would refuse it. */
export function tokenIsMissing(draft: Draft): boolean {
  const id = draft.values.get('aws_access_key_id') ?? draft.base.get('aws_access_key_id')?.value
  const token = draft.values.get('aws_session_token')
  const hasToken = token === undefined ? draft.base.has('aws_session_token') : token !== null
  return typeof id === 'string' && id.startsWith('ASIA') && !hasToken
}
