import { inWords } from '../../../shared/domain/text/in-words.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import { iamOf, prove } from './ask-iam.ts'
import { keyInWords, keysOfUser } from './begin.ts'
import type { KeysContext } from './context.ts'
import { askerOf, userNameOf } from './find-key.ts'
import { finish } from './finish.ts'
import { keyFrom, namesOf, placesOf } from './places.ts'
import type { Rotation } from './records.ts'
import { rollBack } from './roll-back.ts'
import { goOn } from './rotate.ts'
import { forget, save } from './save.ts'
import { undo } from './undo.ts'

/** What became of a rotation: its record, or undefined where nothing is left to do, and the outcome as a sentence. */
export interface Resumed {
  readonly rotation: Rotation | undefined
  readonly said: string
}

/** The process ended between the request for a key and the answer: only looking tells whether a key was made. */
async function resumePlanned(
  context: KeysContext,
  rotation: Rotation,
  remove: string | undefined,
): Promise<Result<Resumed>> {
  const places = await placesOf(context, rotation.oldId)
  const [name] = namesOf(places)
  const oldKey = await keyFrom(context, places, rotation.oldId, rotation.profile)
  if (!oldKey.ok) return oldKey
  if (name === undefined || oldKey.value === undefined) {
    await forget(context, rotation)
    return ok({
      rotation: undefined,
      said: `The old key ${rotation.oldId} is in no profile any more. If AWS made a new one, delete it in the console.`,
    })
  }
  const asker = askerOf(context, places.view, name)
  if (!asker.ok) return asker
  const iam = iamOf(asker.value, oldKey.value, userNameOf(rotation.arn))
  const keys = await keysOfUser(iam)
  if (!keys.ok) return keys
  const unknown = keys.value.filter(
    ({ accessKeyId }) => accessKeyId !== rotation.oldId && !rotation.before.includes(accessKeyId),
  )
  for (const key of unknown) {
    const held = namesOf(await placesOf(context, key.accessKeyId))
    if (held.length > 0) continue
    if (remove !== key.accessKeyId)
      return fail(
        'KeyOrphaned',
        `${userNameOf(rotation.arn)} has a key that was not there before: ${keyInWords(key)}.`,
        {
          reason: `The rotation of ${rotation.profile} ended while AWS made one, so it is probably this one, and its secret is lost.`,
          remedy: `If nobody else made it: stackpass keys resume --delete ${key.accessKeyId}`,
          details: { accessKeyId: key.accessKeyId, used: key.lastUsed !== undefined },
        },
      )
    const removed = await iam.ask('iam:DeleteAccessKey', (calls) => calls.remove(key.accessKeyId))
    if (!removed.ok) return removed
  }
  await forget(context, rotation)
  return ok({
    rotation: undefined,
    said: `${rotation.profile} keeps its key: the rotation had changed nothing.`,
  })
}

/**
 * Continues where a rotation ended. Errors: those of the steps; KeyOrphaned where a person must say whether a key may be
 * deleted.
 */
export async function resume(
  context: KeysContext,
  rotation: Rotation,
  remove?: string,
): Promise<Result<Resumed>> {
  const { state, newId, profile } = rotation
  for (const path of Object.values(context.aws.paths)) await context.files.sweep(path)
  if (state === 'planned' || newId === undefined) return resumePlanned(context, rotation, remove)
  if (state === 'undoing') {
    const back = await undo(context, rotation)
    return back.ok ? ok({ rotation: undefined, said: `${profile} has its old key again.` }) : back
  }
  if (state === 'inactive' && rotation.graceDays === 0) {
    const gone = await finish(context, rotation)
    return gone.ok
      ? ok({ rotation: undefined, said: `${profile} has its new key ${newId}, and the old one is deleted.` })
      : gone
  }
  if (state === 'inactive')
    return ok({
      rotation,
      said: `${profile} has its new key; the old one has yet to be deleted: stackpass keys finish.`,
    })
  const places = await placesOf(context, newId)
  const key = await keyFrom(context, places, newId, profile)
  if (!key.ok) return key
  if (key.value === undefined) {
    const back = await rollBack(context, rotation)
    if (!back.ok) return back
    return ok({
      rotation: undefined,
      said: `${profile} keeps its old key: the secret of the new one, ${newId}, was lost, so it was deleted.`,
    })
  }
  // What the vault or one file holds was proved before it got there; the other places get it now.
  const [name = profile] = namesOf(places)
  const asker = askerOf(context, places.view, name)
  if (!asker.ok) return asker
  const who = await prove(asker.value, key.value, true)
  if (!who.ok) return who
  const at = state === 'created' ? await save(context, { ...rotation, state: 'proved' }) : rotation
  const done = await goOn(context, at, key.value)
  if (!done.ok) return done
  return ok({
    rotation: done.value,
    said:
      done.value === undefined
        ? `${profile} has its new key ${newId}, and the old one is deleted.`
        : `${inWords(namesOf(await placesOf(context, newId)))} has the new key ${newId}; the old one is switched off.`,
  })
}
