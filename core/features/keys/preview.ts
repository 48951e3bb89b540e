import type { Output } from '../../../shared/contract/index.ts'
import { rotationSteps } from '../../../shared/domain/rotation/types.ts'
import { ok, type Result } from '../../../shared/result.ts'
import { begin, removable, twoKeys, type RotateInput } from './begin.ts'
import type { KeysContext } from './context.ts'
import { namesOf } from './places.ts'
import { keyChanges } from './write-key.ts'

/** Stands for the key that AWS will make. */
const toCome = { accessKeyId: 'AKIA................', secretAccessKey: '.'.repeat(40) }

/**
 * `keys.preview`: what a rotation would do, and the lines that it would change. Only asks AWS. Errors: those of begin, TwoKeys,
 * and those of a key that will be deleted.
 */
export async function preview(
  context: KeysContext,
  input: RotateInput,
): Promise<Result<Output<'keys.preview'>>> {
  const begun = await begin(context, input.profile)
  if (!begun.ok) return begun
  const { key, keys, who, places } = begun.value
  const { remove } = input
  const refused = remove === undefined ? twoKeys(begun.value) : await removable(context, begun.value, remove)
  if (refused !== undefined && !refused.ok) return refused
  const changes = keyChanges(context, places, key, toCome)
  const plan = await context.files.plan('', changes)
  if (!plan.ok) return plan
  const steps = rotationSteps(input.graceDays).map(({ text }) => text)
  return ok({
    accessKeyId: key.accessKeyId,
    user: who.arn,
    profiles: namesOf(places),
    vault: places.vault.map(({ profile }) => profile),
    keys: [...keys],
    steps: remove === undefined ? steps : [`Delete ${remove} at AWS.`, ...steps],
    files: plan.value.files.map(({ diff }) => diff),
  })
}
