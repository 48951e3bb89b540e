import { inWords } from '../../../shared/domain/text/in-words.ts'
import { fail, ok, type CodedError, type Result } from '../../../shared/result.ts'
import type { VaultKey } from '../../vault/types.ts'
import { iamOf, prove } from './ask-iam.ts'
import type { KeysContext } from './context.ts'
import { askerOf, userNameOf } from './find-key.ts'
import { finish } from './finish.ts'
import { keyFrom, namesOf, placesOf } from './places.ts'
import type { Rotation } from './records.ts'
import { rollBack } from './roll-back.ts'
import { forget, save } from './save.ts'
import { writeKey } from './write-key.ts'
import type { Begun } from './begun.ts'

/** How often the files are written when another program meanwhile puts the old key back. */
const mostWrites = 3

/** The failure, and what became of the new key. */
async function givenUp(context: KeysContext, rotation: Rotation, error: CodedError): Promise<Result<never>> {
  const undone = await rollBack(context, rotation)
  const reason = undone.ok
    ? 'The new key was deleted again; the old one still works.'
    : `The new key ${rotation.newId} could not be deleted: ${undone.error.message} The old one still works.`
  return {
    ok: false,
    error: {
      ...error,
      reason: `${error.reason ?? ''} ${reason}`.trim(),
      remedy: undone.ok ? error.remedy : 'Run `stackpass keys resume`.',
    },
  }
}

/** Makes the new key. The answer stays in memory only, until it is proved. */
async function create(
  context: KeysContext,
  rotation: Rotation,
  { iam }: Begun,
): Promise<Result<{ readonly rotation: Rotation; readonly key: VaultKey }>> {
  const made = await iam.ask('iam:CreateAccessKey', (calls) => calls.create())
  if (!made.ok) {
    if (made.error.details?.['refused'] !== true)
      return fail(made.error.code, made.error.message, {
        ...made.error,
        reason: `${made.error.reason ?? ''} It is not known whether AWS created a key.`.trim(),
        remedy: 'Run `stackpass keys resume`: it looks, and shows what it finds.',
      })
    await forget(context, rotation)
    return made
  }
  const { accessKeyId } = made.value
  try {
    return ok({
      rotation: await save(context, { ...rotation, state: 'created', newId: accessKeyId }),
      key: made.value,
    })
  } catch (error) {
    // Its name is not on disk, so nobody would find it again.
    await iam.ask('iam:DeleteAccessKey', (calls) => calls.remove(accessKeyId))
    throw error
  }
}

/** From a rotation that is only planned. Errors: those of the calls and of the files. */
export async function rotateFrom(
  context: KeysContext,
  planned: Rotation,
  begun: Begun,
): Promise<Result<Rotation | undefined>> {
  const created = await create(context, planned, begun)
  if (!created.ok) return created
  const { rotation, key } = created.value
  const who = await prove(begun.asker, key, true)
  if (!who.ok) return givenUp(context, rotation, who.error)
  if (who.value.account !== rotation.account || who.value.userId !== rotation.userId)
    return givenUp(context, rotation, {
      code: 'NewKeyRefused',
      message: `STS says that the new key is ${who.value.arn}, not ${rotation.arn}.`,
      reason: 'Something between this machine and AWS answers instead of AWS.',
      remedy: 'Check the endpoint of the profile and the proxy.',
    })
  return goOn(context, await save(context, { ...rotation, state: 'proved' }), key, begun)
}

/** Another program may write the old key back while this runs; then it is replaced once more. */
async function written(context: KeysContext, rotation: Rotation, key: VaultKey): Promise<Result<Rotation>> {
  let at = rotation
  for (let writes = 0; writes < mostWrites; writes += 1) {
    const places = await placesOf(context, at.oldId)
    const isEverywhere = namesOf(places).length === 0
    if (at.state === 'written' && isEverywhere) return ok(at)
    const oldKey = await keyFrom(context, places, at.oldId, at.profile)
    if (!oldKey.ok) return oldKey
    const next = await writeKey(context, at, oldKey.value, key)
    if (!next.ok) return next
    at = next.value
  }
  const left = namesOf(await placesOf(context, at.oldId))
  if (left.length === 0) return ok(at)
  return fail('FileChanged', `${inWords(left)} has the old key again.`, {
    reason:
      'Another program keeps writing it back, or the two halves of the key in the file do not belong together.',
    remedy: 'Close that program, or correct the profile, and run `stackpass keys resume`.',
  })
}

/** From a proved new key: writes it, reads it back, switches the old one off, and deletes it where no grace is wanted. */
export async function goOn(
  context: KeysContext,
  rotation: Rotation,
  key: VaultKey,
  begun?: Begun,
): Promise<Result<Rotation | undefined>> {
  let at = rotation
  if (at.state === 'proved' || at.state === 'written') {
    const done = await written(context, at, key)
    if (!done.ok) {
      const isNowhere = namesOf(await placesOf(context, key.accessKeyId)).length === 0
      const latest = (await context.rotations.read(at.oldId)) ?? at
      return isNowhere ? givenUp(context, latest, done.error) : done
    }
    at = done.value
  }
  const places = await placesOf(context, key.accessKeyId)
  const [name] = namesOf(places)
  const kept = await keyFrom(context, places, key.accessKeyId, at.profile)
  if (!kept.ok) return kept
  if (name === undefined || kept.value?.secretAccessKey !== key.secretAccessKey)
    return fail('VerifyMismatch', `The new key of ${at.profile} could not be read back from the files.`, {
      reason: 'Another program changed them. Both keys work at AWS.',
      remedy: 'Run `stackpass keys undo`, or correct the files and run `stackpass keys resume`.',
    })
  const found = askerOf(context, places.view, namesOf(places).includes(at.profile) ? at.profile : name)
  if (!found.ok) return found
  const asker = { ...found.value, session: begun?.asker.session ?? found.value.session }
  if (at.state === 'written') {
    const switchedAt = context.now().toISOString()
    const who = await prove(asker, kept.value, true)
    if (!who.ok) return who
    at = await save(context, { ...at, state: 'switched', switchedAt })
  }
  if (at.state === 'switched') {
    const iam = iamOf(asker, kept.value, userNameOf(at.arn))
    const { oldId } = at
    const off = await iam.ask('iam:UpdateAccessKey', (calls) => calls.setActive(oldId, false))
    if (!off.ok) return off
    at = await save(context, { ...at, state: 'inactive', inactiveAt: context.now().toISOString() })
  }
  if (at.graceDays > 0) return ok(at)
  const gone = await finish(context, at, { asker })
  return gone.ok ? ok(undefined) : gone.error.code === 'KeyInUse' ? ok(at) : gone
}
