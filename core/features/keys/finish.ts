import { daysBetween } from '../../../shared/domain/rotation/types.ts'
import { inWords } from '../../../shared/domain/text/in-words.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import { iamOf, type Asker } from './ask-iam.ts'
import type { KeysContext } from './context.ts'
import { askerOf, userNameOf } from './find-key.ts'
import { keyFrom, namesOf, placesOf } from './places.ts'
import { graceEnd, type Rotation } from './records.ts'
import { forget } from './save.ts'

/** Our own last calls with the old key, and a slightly wrong clock, do not count as use by somebody else. */
const around = 5 * 60_000

export interface FinishOptions {
  readonly asker?: Asker
  /** Delete it although somebody used it after the switch. */
  readonly althoughUsed?: boolean
}

/**
 * Deletes the old key once its grace is over and nobody has used it since the switch. Errors: RotationUnfinished, GraceNotOver,
 * KeyInUse, those of the calls and of the vault.
 */
export async function finish(
  context: KeysContext,
  rotation: Rotation,
  { asker: given, althoughUsed = false }: FinishOptions = {},
): Promise<Result<undefined>> {
  const { oldId, newId, switchedAt, state, profile } = rotation
  if (state !== 'inactive' || newId === undefined || switchedAt === undefined)
    return fail('RotationUnfinished', `The rotation of ${profile} has not got that far.`, {
      reason: 'The old key is not switched off yet.',
      remedy: 'Run `stackpass keys resume` first.',
    })
  const end = graceEnd(rotation)
  const now = context.now().toISOString()
  if (end !== undefined && end > now)
    return fail('GraceNotOver', `The old key of ${profile} stays until ${end}.`, {
      reason: `It is switched off, so anything that still needs it fails now. ${daysBetween(now, end) + 1} days are left to find out.`,
      remedy: 'Run it again then; `stackpass keys undo` switches the old key on again.',
      details: { until: end },
    })
  const holders = namesOf(await placesOf(context, oldId))
  if (holders.length > 0)
    return fail('KeyInUse', `${inWords(holders)} still holds the old key ${oldId}.`, {
      reason: 'That profile would be left without a key.',
      remedy: 'Give the profile the new key, or run `stackpass keys undo`.',
    })
  const places = await placesOf(context, newId)
  const key = await keyFrom(context, places, newId, profile)
  if (!key.ok) return key
  const [name] = namesOf(places)
  if (key.value === undefined || name === undefined)
    return fail('KeyInUse', `No profile holds the new key ${newId}.`, {
      reason: 'Without it both keys would be lost.',
      remedy: 'Undo the change that removed it: stackpass history.',
    })
  const asker = given === undefined ? askerOf(context, places.view, name) : ok(given)
  if (!asker.ok) return asker
  const iam = iamOf(asker.value, key.value, userNameOf(rotation.arn))
  const used = await iam.ask('iam:GetAccessKeyLastUsed', (calls) => calls.lastUsed(oldId))
  if (!used.ok) return used
  const last = used.value
  if (!althoughUsed && last !== undefined && Date.parse(last.at) > Date.parse(switchedAt) + around)
    return fail('KeyInUse', `Somebody used the old key ${oldId} after the switch.`, {
      reason: `${last.service} in ${last.region}, at ${last.at}. It is stored somewhere other than the profiles of this machine.`,
      remedy:
        'Change it there. Then run `stackpass keys finish` with --although-used, or go back with `stackpass keys undo`.',
      details: { lastUsed: last.at, service: last.service, region: last.region },
    })
  const removed = await iam.ask('iam:DeleteAccessKey', (calls) => calls.remove(oldId))
  if (!removed.ok) return removed
  for (const { store, oldItem } of rotation.vault) {
    const dropped = await context.vault.store(store).remove(oldItem)
    if (!dropped.ok) context.ports.onNotice?.(dropped.error)
  }
  await forget(context, rotation)
  return ok(undefined)
}
