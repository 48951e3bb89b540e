import { inWords } from '../../../shared/domain/text/in-words.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import { iamOf, type Iam } from './ask-iam.ts'
import type { Begun } from './begun.ts'
import type { KeysContext } from './context.ts'
import { askerOf, keyOfProfile, userNameOf, userOfKey } from './find-key.ts'
import type { ListedKey } from './iam-client.ts'
import { namesOf, placesOf } from './places.ts'
import type { Rotation } from './records.ts'
import { rotateFrom } from './rotate.ts'
import { save } from './save.ts'

/** The keys of a user as IAM lists them, with what they were last used for. Errors: CredentialsUnavailable. */
export async function keysOfUser(iam: Iam): Promise<Result<ListedKey[]>> {
  const listed = await iam.ask('iam:ListAccessKeys', (calls) => calls.list())
  if (!listed.ok) return listed
  const keys: ListedKey[] = []
  for (const key of listed.value) {
    const used = await iam.ask('iam:GetAccessKeyLastUsed', (calls) => calls.lastUsed(key.accessKeyId))
    if (!used.ok) return used
    keys.push({ ...key, ...(used.value !== undefined && { lastUsed: used.value }) })
  }
  return ok(keys)
}

/**
 * Looks at the key of a profile and its user; makes only reading calls. Errors: those of keyOfProfile, userOfKey and the calls.
 */
export async function begin(context: KeysContext, name: string): Promise<Result<Begun>> {
  const view = await context.aws.view()
  const key = await keyOfProfile(context, view, name)
  if (!key.ok) return key
  const asker = askerOf(context, view, name)
  if (!asker.ok) return asker
  const who = await userOfKey(asker.value, key.value)
  if (!who.ok) return who
  const iam = iamOf(asker.value, key.value, userNameOf(who.value.arn))
  const keys = await keysOfUser(iam)
  if (!keys.ok) return keys
  const places = await placesOf(context, key.value.accessKeyId)
  return ok({ asker: asker.value, iam, key: key.value, who: who.value, keys: keys.value, places })
}

/** What is known about a key, as a sentence. */
export function keyInWords({ accessKeyId, active, createdAt, lastUsed }: ListedKey): string {
  const made = createdAt === undefined ? '' : `, made ${createdAt.slice(0, 10)}`
  const used =
    lastUsed === undefined
      ? ', never used'
      : `, last used ${lastUsed.at.slice(0, 16).replace('T', ' ')} UTC (${lastUsed.service}, ${lastUsed.region})`
  return `${accessKeyId} (${active ? 'active' : 'switched off'}${made}${used})`
}

/** Two keys at the start: both are shown, and neither is chosen here. */
export function twoKeys({ keys, key, who }: Begun): Result<never> | undefined {
  if (keys.length < 2) return undefined
  const other = keys.find(({ accessKeyId }) => accessKeyId !== key.accessKeyId)
  return fail('TwoKeys', `${userNameOf(who.arn)} has two keys, and AWS does not allow a third.`, {
    reason: keys.map((one) => `${keyInWords(one)}${one === other ? '' : ', in the profile'}.`).join(' '),
    remedy: `If nothing needs ${other?.accessKeyId} any longer: stackpass keys rotate NAME --delete ${other?.accessKeyId}`,
    details: {
      other: other?.accessKeyId ?? '',
      unused: other?.active === false || other?.lastUsed === undefined,
    },
  })
}

export interface RotateInput {
  readonly profile: string
  readonly graceDays: number
  /** The user's other key, which a person has chosen to delete. */
  readonly remove?: string | undefined
}

/** Whether the key that makes room for the new one may be deleted. Errors: BadInput, KeyInUse. */
export async function removable(context: KeysContext, begun: Begun, id: string): Promise<Result<undefined>> {
  if (id === begun.key.accessKeyId || !begun.keys.some(({ accessKeyId }) => accessKeyId === id))
    return fail('BadInput', `${id} is not the other key of ${userNameOf(begun.who.arn)}.`, {
      reason: 'AWS lists other keys for that user.',
      remedy: 'See `stackpass keys status`.',
    })
  const holders = namesOf(await placesOf(context, id))
  if (holders.length === 0) return ok(undefined)
  return fail('KeyInUse', `${inWords(holders)} holds ${id}, so Stackpass does not delete it.`, {
    reason: 'The key would stop working there.',
    remedy: 'Remove it from the profile first, or give the profile the other key.',
  })
}

/** `keys.rotate`: all steps, or as many as possible. The answer is undefined once the old key is deleted. */
export async function rotate(
  context: KeysContext,
  input: RotateInput,
): Promise<Result<Rotation | undefined>> {
  const begun = await begin(context, input.profile)
  if (!begun.ok) return begun
  const { iam, key, who, keys } = begun.value
  const open = (await context.rotations.list()).find(
    ({ userId, account }) => userId === who.userId && account === who.account,
  )
  if (open !== undefined)
    return fail(
      'RotationUnfinished',
      `A rotation of ${userNameOf(who.arn)} has been under way since ${open.at.slice(0, 10)}.`,
      {
        reason: `${open.oldId} is being replaced${open.newId === undefined ? '' : ` by ${open.newId}`}.`,
        remedy:
          open.state === 'inactive'
            ? 'Finish it first: stackpass keys finish.'
            : 'Resume it: stackpass keys resume.',
      },
    )
  let before = keys.map(({ accessKeyId }) => accessKeyId)
  const { remove } = input
  if (remove !== undefined) {
    const may = await removable(context, begun.value, remove)
    if (!may.ok) return may
    const removed = await iam.ask('iam:DeleteAccessKey', (calls) => calls.remove(remove))
    if (!removed.ok) return removed
    before = before.filter((id) => id !== remove)
  } else {
    const refused = twoKeys(begun.value)
    if (refused !== undefined) return refused
  }
  const planned = await save(context, {
    version: 1,
    profile: input.profile,
    oldId: key.accessKeyId,
    account: who.account,
    arn: who.arn,
    userId: who.userId,
    state: 'planned',
    before,
    at: context.now().toISOString(),
    graceDays: input.graceDays,
    historyIds: [],
    vault: [],
  })
  return rotateFrom(context, planned, begun.value)
}
