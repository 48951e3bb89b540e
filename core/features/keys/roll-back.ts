import { inWords } from '../../../shared/domain/text/in-words.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import { iamOf } from './ask-iam.ts'
import type { KeysContext } from './context.ts'
import { askerOf, userNameOf } from './find-key.ts'
import { keyFrom, namesOf, placesOf } from './places.ts'
import type { Rotation } from './records.ts'
import { forget } from './save.ts'

/** Puts the old key back where the vault handed out the new one, and removes the new one from the stores. */
export async function vaultBack({ vault, ports }: KeysContext, rotation: Rotation): Promise<void> {
  for (const { profile, store, oldItem, newItem } of rotation.vault) {
    const record = await vault.records.read(profile)
    if (record?.item === newItem)
      await vault.records.write({ ...record, item: oldItem, accessKeyId: rotation.oldId })
    const removed = await vault.store(store).remove(newItem)
    if (!removed.ok) ports.onNotice?.(removed.error)
  }
}

/**
 * Ends a rotation whose new key is in no file: the old key, which still works, deletes it at AWS. Errors: those of the
 * calls, RotationUnfinished where a profile holds the new key after all, KeyOrphaned where the old key is no longer here.
 */
export async function rollBack(context: KeysContext, rotation: Rotation): Promise<Result<undefined>> {
  const { newId, oldId } = rotation
  await vaultBack(context, rotation)
  if (newId !== undefined) {
    const held = namesOf(await placesOf(context, newId))
    if (held.length > 0)
      return fail('RotationUnfinished', `${inWords(held)} holds the new key ${newId} already.`, {
        reason: 'Taking it back now would leave the profile without a working key.',
        remedy: 'Resume it: stackpass keys resume.',
      })
    const places = await placesOf(context, oldId)
    const oldKey = await keyFrom(context, places, oldId, rotation.profile)
    if (!oldKey.ok) return oldKey
    const name = namesOf(places)[0]
    if (oldKey.value === undefined || name === undefined)
      return fail('KeyOrphaned', `The new key ${newId} is in no file, and its secret is lost.`, {
        reason: `The old key ${oldId} is gone from here too, so nothing here may delete it.`,
        remedy: 'Delete it in the AWS console: IAM, Users, Security credentials.',
      })
    const asker = askerOf(context, places.view, name)
    if (!asker.ok) return asker
    const iam = iamOf(asker.value, oldKey.value, userNameOf(rotation.arn))
    const removed = await iam.ask('iam:DeleteAccessKey', (calls) => calls.remove(newId))
    if (!removed.ok) return removed
  }
  await forget(context, rotation)
  return ok(undefined)
}
