import type { MethodName, Reply } from '../../shared/contract/index.ts'
import { revealingMethods } from '../../shared/contract/revealing.ts'
import { redactText } from '../../shared/domain/secrets/redact.ts'
import type { CodedError } from '../../shared/result.ts'

/** What callers send back or open: names, paths, IDs and the address of a sign-in must arrive unchanged. */
const sentBack = new Set(
  (
    'name profile profiles project stack path folder folders projectFile id planId historyId importId promptId runId key kind type ' +
    'code state namedProfiles ssoSessions services from to favourites at accountId roleName session sessions signInId startUrl ' +
    'address'
  ).split(' '),
)

/** Kept whole: what a repair would do, and the user's own words to Stackpass. */
const keptWhole = new Set(['operation', 'operations', 'settings'])

const isText = (value: unknown): boolean =>
  typeof value === 'string' || (Array.isArray(value) && value.every((item) => typeof item === 'string'))

/** Our own text, with nothing from a file or program in it; a hook must arrive unchanged. */
const ownText: ReadonlySet<MethodName> = new Set([
  'shells.hook',
  'shells.list',
  'stacks.snippet',
  'settings.get',
])

/** Shorter texts hold no secret that its shape gives away. */
const shortest = 12

function redacted(value: unknown): unknown {
  if (typeof value === 'string') return value.length < shortest ? value : redactText(value)
  if (Array.isArray(value)) {
    let copy: unknown[] | undefined
    for (const [index, item] of value.entries()) {
      const next = redacted(item)
      if (next !== item) (copy ??= [...(value as unknown[])])[index] = next
    }
    return copy ?? value
  }
  if (typeof value !== 'object' || value === null) return value
  let copy: Record<string, unknown> | undefined
  for (const key of Object.keys(value)) {
    const entry = (value as Record<string, unknown>)[key]
    // Most of ten thousand rows are of this kind.
    if (typeof entry === 'boolean' || typeof entry === 'number' || entry === undefined) continue
    if (typeof entry === 'string' && entry.length < shortest) continue
    if (keptWhole.has(key) || (sentBack.has(key) && isText(entry))) continue
    const next = redacted(entry)
    if (next !== entry) (copy ??= { ...value })[key] = next
  }
  return copy ?? value
}

/** A coded error whose sentences show no secret: they may repeat text from a file or a program. */
export function redactError<E extends CodedError>(error: E): E {
  return redacted(error) as E
}

/**
 * The last step for an answer before it leaves core. Each handler masks what it knows to be a secret; this masks every secret
 * that its shape gives away, wherever it came from.
 */
export function redactReply<T>(method: MethodName, reply: Reply<T>): Reply<T> {
  if (!reply.ok) return { ...reply, error: redactError(reply.error) }
  if (revealingMethods.has(method) || ownText.has(method)) return reply
  return { ...reply, value: redacted(reply.value) as T }
}
