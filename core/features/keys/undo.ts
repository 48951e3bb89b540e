import { fail, ok, type Result } from '../../../shared/result.ts'
import { plannedView } from '../../edits/planned-files.ts'
import { keyInFile } from '../../edits/vault/key-in-file.ts'
import type { Plan } from '../../files/types.ts'
import type { VaultKey } from '../../vault/types.ts'
import { iamOf, prove } from './ask-iam.ts'
import type { KeysContext } from './context.ts'
import { askerOf, userNameOf } from './find-key.ts'
import { keyFrom, namesOf, placesOf } from './places.ts'
import type { Rotation } from './records.ts'
import { rollBack } from './roll-back.ts'
import { save } from './save.ts'
import { isWriteOf, keyChanges } from './write-key.ts'

/**
 * The entries of the history that wrote the new key, newest first. An entry that counts as undone may be undone in only one of
 * two files, where the process was killed: the plan finds out.
 */
async function writesOf({ history }: KeysContext, rotation: Rotation): Promise<string[]> {
  const entries = await history.list({ limit: 200 })
  return entries.filter(({ canUndo, summary }) => canUndo && isWriteOf(rotation, summary)).map(({ id }) => id)
}

/** The first of these entries that would change a file; undefined where the files are already back, such as after a kill. */
async function firstUndo(context: KeysContext, rotation: Rotation): Promise<Result<Plan | undefined>> {
  for (const id of await writesOf(context, rotation)) {
    const plan = await context.history.planUndo(id)
    if (plan.ok || plan.error.code !== 'NothingToChange') return plan
  }
  return ok(undefined)
}

/** The old key from the vault's old item, or as the files will hold it again. */
async function oldKeyOf(
  context: KeysContext,
  rotation: Rotation,
  plan: Plan | undefined,
): Promise<Result<VaultKey | undefined>> {
  const view = await context.aws.view()
  const profiles = plan === undefined ? view.profiles : plannedView(view, plan, context.aws.paths).profiles
  for (const profile of profiles.values()) {
    const key = keyInFile(profile)
    if (key?.accessKeyId === rotation.oldId) return ok(key)
  }
  for (const { profile, oldItem } of rotation.vault) {
    const record = await context.vault.records.read(profile)
    if (record !== undefined) return context.vault.read({ ...record, item: oldItem })
  }
  return ok(undefined)
}

/**
 * The way back: switches the old key on and proves it, puts it back into the files and the vault, then deletes
 * the new one. Errors: those of the history (BackupMissing), of the calls, of the files and of the vault; KeyOrphaned.
 */
export async function undo(context: KeysContext, rotation: Rotation): Promise<Result<undefined>> {
  const { oldId, newId, state } = rotation
  if (newId === undefined || state === 'planned')
    return fail('RotationUnfinished', 'Nothing has been changed yet, so there is nothing to undo.', {
      reason: 'It stopped before its first step was confirmed.',
      remedy: 'Run `stackpass keys resume`.',
    })
  if (state === 'created' || state === 'proved') {
    const held = namesOf(await placesOf(context, newId))
    if (held.length === 0) return rollBack(context, rotation)
  }
  const planned = await firstUndo(context, rotation)
  if (!planned.ok) return planned
  const oldKey = await oldKeyOf(context, rotation, planned.value)
  if (!oldKey.ok) return oldKey
  if (oldKey.value === undefined)
    return fail('BackupMissing', `The secret of the old key ${oldId} no longer exists.`, {
      reason: 'The entry of the history that held it is gone, or the file has changed since.',
      remedy: 'Keep the new key: stackpass keys finish deletes the old one.',
    })
  const places = await placesOf(context, newId)
  const newKey = await keyFrom(context, places, newId, rotation.profile)
  if (!newKey.ok) return newKey
  const name = namesOf(places)[0] ?? rotation.profile
  const asker = askerOf(context, places.view, name)
  if (!asker.ok) return asker
  const at = await save(context, { ...rotation, state: 'undoing' })
  if (newKey.value !== undefined) {
    const iam = iamOf(asker.value, newKey.value, userNameOf(rotation.arn))
    const on = await iam.ask('iam:UpdateAccessKey', (calls) => calls.setActive(oldId, true))
    if (!on.ok) return on
  }
  const who = await prove(asker.value, oldKey.value, true)
  if (!who.ok) return who
  for (const id of await writesOf(context, rotation)) {
    const plan = await context.history.planUndo(id)
    // Lines that have changed since are left to the search for the key itself, below.
    if (!plan.ok) continue
    const back = await context.plans.apply(context.plans.keep(plan.value).planId)
    if (!back.ok && back.error.code !== 'NothingToChange') return back
  }
  const left = await placesOf(context, newId)
  const changes = newKey.value === undefined ? [] : keyChanges(context, left, newKey.value, oldKey.value)
  if (changes.length > 0) {
    const plan = await context.files.plan(`The old key ${oldId} in the place of ${newId}`, changes)
    if (!plan.ok) return plan
    const back = await context.plans.apply(context.plans.keep(plan.value).planId)
    if (!back.ok) return back
  }
  return rollBack(context, at)
}
