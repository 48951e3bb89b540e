import type { Output } from '../../../shared/contract/index.ts'
import { cisDays, daysBetween, rotationSteps } from '../../../shared/domain/rotation/types.ts'
import { isVaultHeld } from '../../../shared/domain/vault/held.ts'
import { ok, type Result } from '../../../shared/result.ts'
import { keyInFile } from '../../edits/vault/key-in-file.ts'
import type { KeysContext } from './context.ts'
import type { FactsStore } from './facts.ts'
import { graceEnd, type Rotation } from './records.ts'

type Status = Output<'keys.status'>
type RotationView = Status['rotations'][number]

interface HeldKey {
  readonly accessKeyId: string
  readonly profiles: string[]
  inVault: boolean
}

/** Every long-lived key of the files and the vault once, with the profiles that have it. */
export async function heldKeys({ aws, vault }: KeysContext): Promise<HeldKey[]> {
  const { profiles } = await aws.view()
  const records = new Map((await vault.records.list()).map((record) => [record.profile, record]))
  const found = new Map<string, HeldKey>()
  for (const profile of profiles.values()) {
    const held = isVaultHeld(profile) ? records.get(profile.name) : undefined
    const id = held?.accessKeyId ?? (profile.kind === 'keys' ? keyInFile(profile)?.accessKeyId : undefined)
    if (id === undefined || id.startsWith('ASIA')) continue
    const key = found.get(id) ?? { accessKeyId: id, profiles: [], inVault: false }
    key.profiles.push(profile.name)
    key.inVault ||= held !== undefined
    found.set(id, key)
  }
  return [...found.values()]
}

/** What is shown about a rotation. */
export function rotationView(rotation: Rotation): RotationView {
  const { profile, oldId, newId, arn, state, at, switchedAt, inactiveAt, graceDays, historyIds } = rotation
  const end = graceEnd(rotation)
  return {
    profile,
    oldId,
    ...(newId !== undefined && { newId }),
    user: arn,
    state,
    since: at,
    ...(switchedAt !== undefined && { switchedAt }),
    ...(inactiveAt !== undefined && { inactiveAt }),
    ...(end !== undefined && { deletableFrom: end }),
    graceDays,
    historyIds: [...historyIds],
    steps: rotationSteps(graceDays).map(({ text, done }) => ({ text, done: done.includes(state) })),
  }
}

/** `keys.status`: what is known, without asking anybody. */
export async function status(context: KeysContext, facts: FactsStore): Promise<Result<Status>> {
  const known = await facts.read()
  const now = context.now().toISOString()
  const keys = (await heldKeys(context)).map(({ accessKeyId, profiles, inVault }) => {
    const { at, arn, createdAt, active, lastUsed, keysOfUser, failure } = known.get(accessKeyId) ?? {}
    const ageDays = createdAt === undefined ? undefined : daysBetween(createdAt, now)
    return {
      accessKeyId,
      profiles,
      inVault,
      ...(at !== undefined && { checkedAt: at }),
      ...(arn !== undefined && { user: arn }),
      ...(createdAt !== undefined && { createdAt }),
      ...(ageDays !== undefined && { ageDays, tooOld: ageDays > cisDays }),
      ...(active !== undefined && { active }),
      ...(lastUsed !== undefined && { lastUsed }),
      ...(keysOfUser !== undefined && {
        others: keysOfUser.filter((one) => one.accessKeyId !== accessKeyId),
        keysOfUser: keysOfUser.length,
      }),
      ...(failure !== undefined && { failure }),
    }
  })
  return ok({ keys, rotations: (await context.rotations.list()).map(rotationView) })
}
