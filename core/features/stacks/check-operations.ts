import type { StackOperation } from '../../../shared/domain/pulumi/operations.ts'
import { logicalKey, parseOptionPath } from '../../../shared/domain/pulumi/option-path.ts'
import { setSecretCommand } from '../../../shared/domain/pulumi/secret-command.ts'
import { quotePosix } from '../../../shared/domain/transfer/export/quoting.ts'
import { validateOption } from '../../../shared/domain/pulumi/options/validate.ts'
import { holdsSecretName } from '../../../shared/domain/pulumi/read/values.ts'
import type { ConfigValue } from '../../../shared/domain/pulumi/value.ts'
import { isSecretName } from '../../../shared/domain/secrets/secret-names.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import { profileMissing } from '../../aws/profile-missing.ts'
import type { Facts } from './facts.ts'

/** An operation that writes a value, as a path and that value. */
export function assignmentOf(
  operation: StackOperation,
): { readonly path: string; readonly value: ConfigValue } | undefined {
  switch (operation.type) {
    case 'setProfile':
      return { path: 'aws:profile', value: operation.profile }
    case 'setRegion':
      return { path: 'aws:region', value: operation.region }
    case 'setOptionPath':
      return { path: operation.path, value: operation.value }
    default:
      return undefined
  }
}

function keyOf(path: string): string {
  const parsed = parseOptionPath(path)
  return parsed.ok ? parsed.value.key : logicalKey(path)
}

/** The keys that will be set after the operations. */
function keysAfter(before: Iterable<string>, operations: readonly StackOperation[]): Set<string> {
  const keys = new Set(before)
  for (const operation of operations) {
    const assigned = assignmentOf(operation)
    if (assigned) keys.add(keyOf(assigned.path))
    if (operation.type === 'unsetProfile') keys.delete('aws:profile')
    if (operation.type === 'unsetRegion') keys.delete('aws:region')
    if (operation.type === 'unsetOptionPath') {
      const parsed = parseOptionPath(operation.path)
      if (parsed.ok && parsed.value.rest.length === 0) keys.delete(parsed.value.key)
    }
  }
  return keys
}

/** A value whose name marks it as a credential must not reach the file as text. Errors: SecretNeedsPulumi. */
function refuseSecret(path: string, value: ConfigValue, stack: string): Result<undefined> {
  const parsed = parseOptionPath(path)
  if (!parsed.ok) return parsed
  const { key, rest } = parsed.value
  const last = rest.findLast((segment) => typeof segment === 'string')
  if (!isSecretName(key) && !(typeof last === 'string' && isSecretName(last)) && !holdsSecretName(value))
    return ok(undefined)
  return fail('SecretNeedsPulumi', `${path} holds a secret.`, {
    reason:
      'Only the Pulumi CLI can encrypt it for this stack; in plain text, everyone with the file could use it.',
    remedy: `In the folder of the project, run \`${setSecretCommand(path, stack)}\`: it asks for the value. \`stackpass stacks set ${quotePosix(path) ?? path} - --secret\` takes it from standard input.`,
  })
}

/** A profile that does not exist here: mistyped, or one that only CI has. */
function elsewhere(name: string, facts: Facts): ReturnType<typeof profileMissing> {
  const missing = profileMissing(name, facts.view)
  const remedy = [
    missing.error.remedy,
    'If another machine has it, such as CI, confirm it; in the command, with --yes.',
  ]
  return { ok: false, error: { ...missing.error, remedy: remedy.filter(Boolean).join(' ') } }
}

export interface Surroundings {
  readonly facts: Facts
  /** Keys that are already set. */
  readonly keys: Iterable<string>
  /** Major of pulumi-aws. */
  readonly major: number | undefined
  /** The stack that they are for. */
  readonly stack: string
  /** Somebody confirmed a profile that no file here has: CI may have it. */
  readonly anyProfile: boolean
}

/**
 * Checks what the operations would write before anything is planned. Errors: ProfileNotFound, SecretNeedsPulumi,
 * OptionUnknown, OptionConflict, InvalidValue, BadInput, IndexOutOfRange.
 */
export function checkOperations(
  operations: readonly StackOperation[],
  { facts, keys, major, stack, anyProfile }: Surroundings,
): Result<undefined> {
  const otherKeys = keysAfter(keys, operations)
  for (const operation of operations) {
    const assigned = assignmentOf(operation)
    if (assigned === undefined) continue
    const { path, value } = assigned
    const secret = refuseSecret(path, value, stack)
    if (!secret.ok) return secret
    const valid = validateOption(path, value, { otherKeys, stack, ...(major !== undefined && { major }) })
    if (!valid.ok) return valid
    if (
      keyOf(path) === 'aws:profile' &&
      typeof value === 'string' &&
      !facts.profiles.has(value) &&
      !anyProfile
    )
      return elsewhere(value, facts)
  }
  return ok(undefined)
}
