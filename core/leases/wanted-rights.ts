import { fail, ok, type Result } from '../../shared/result.ts'

/** The rights that whoever starts a lease wants for it. */
export interface WantedRights {
  /** JSON, as AWS takes it. */
  readonly policy?: string
  readonly readOnly?: boolean
  /** Use the full rights where nothing narrows them. */
  readonly fullRights?: boolean
  readonly tags?: readonly { readonly key: string; readonly value: string }[]
}

/** Characters of a session policy (AssumeRole, GetFederationToken). */
const mostInPolicy = 2_048

const invalid = (label: string, reason: string): Result<never> =>
  fail('InvalidValue', `${label} is not a session policy.`, {
    reason,
    remedy: 'A session policy is an IAM policy in JSON: a Version and a list of Statement.',
  })

/** A policy without its spaces, which AWS counts. Errors: InvalidValue. */
export function readPolicy(text: string, label: string): Result<string> {
  let policy: unknown
  try {
    policy = JSON.parse(text)
  } catch {
    return invalid(label, 'It is not JSON.')
  }
  if (typeof policy !== 'object' || policy === null || Array.isArray(policy))
    return invalid(label, 'It is not an object.')
  const { Statement: statement } = policy as Record<string, unknown>
  const statements = Array.isArray(statement) ? statement : [statement]
  const isStatement = (one: unknown): boolean =>
    typeof one === 'object' &&
    one !== null &&
    ['Allow', 'Deny'].includes(String((one as { Effect?: unknown }).Effect))
  if (statements.length === 0 || !statements.every(isStatement))
    return invalid(label, 'It has no Statement with an Effect of Allow or Deny.')
  const packed = JSON.stringify(policy)
  return packed.length <= mostInPolicy
    ? ok(packed)
    : invalid(label, `It has ${packed.length} characters without spaces; AWS accepts ${mostInPolicy}.`)
}
