import { randomBytes } from 'node:crypto'
import { replaceKey } from '../../../shared/domain/aws/replace-key.ts'
import { secretRanges } from '../../../shared/domain/aws/secrets.ts'
import { inWords } from '../../../shared/domain/text/in-words.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import { takeVaultLock } from '../../edits/vault/into-vault.ts'
import type { FileChange } from '../../files/types.ts'
import type { VaultKey } from '../../vault/types.ts'
import type { KeysContext } from './context.ts'
import { namesOf, placesOf, type Places } from './places.ts'
import type { Rotation, VaultSwitch } from './records.ts'
import { save } from './save.ts'

const sameKey = (one: VaultKey, other: VaultKey): boolean =>
  one.accessKeyId === other.accessKeyId && one.secretAccessKey === other.secretAccessKey

/** What changes in the files when one key replaces another. */
export function keyChanges(
  { aws }: Pick<KeysContext, 'aws'>,
  { view }: Places,
  from: VaultKey,
  to: VaultKey,
): FileChange[] {
  return (['config', 'credentials'] as const).flatMap((kind) => {
    const outcome = replaceKey(view[kind].bytes, kind, from, to)
    if (outcome.ok && outcome.splices.length === 0) return []
    return [
      {
        path: aws.paths[kind],
        label: aws.labels[kind],
        kind: `aws-${kind}`,
        edit: (bytes: Uint8Array | undefined) => replaceKey(bytes, kind, from, to),
        // Whatever else changes meanwhile, the old key is found by its value.
        fingerprint: () => 'any',
        secretRanges: (bytes: Uint8Array, windows?: Parameters<typeof secretRanges>[2]) =>
          secretRanges(bytes, kind, windows),
      },
    ]
  })
}

/** The history's name for the change; undo finds it by this name where the process was killed. */
export const summaryOf = ({ oldId, newId }: Rotation, names: readonly string[]): string =>
  `Rotated the key of ${inWords([...names])}: ${newId} in the place of ${oldId}`

/** Whether an entry of the history wrote the new key of a rotation. */
export const isWriteOf = ({ oldId, newId }: Rotation, summary: string): boolean =>
  summary.startsWith('Rotated the key of ') && summary.endsWith(`: ${newId} in the place of ${oldId}`)

async function writeVault(
  context: KeysContext,
  rotation: Rotation,
  places: Places,
  key: VaultKey,
): Promise<Result<Rotation>> {
  const { vault, events } = context
  if (places.vault.length === 0) return ok(rotation)
  const lock = await takeVaultLock(context)
  try {
    const known = new Set(rotation.vault.map(({ profile }) => profile))
    const more = places.vault
      .filter(({ profile }) => !known.has(profile))
      .map(({ profile, store, item }): VaultSwitch => ({
        profile,
        store,
        oldItem: item,
        newItem: `${profile} ${randomBytes(6).toString('hex')}`,
      }))
    const next = await save(context, { ...rotation, vault: [...rotation.vault, ...more] })
    for (const { profile, newItem } of next.vault) {
      const record = await vault.records.read(profile)
      if (record === undefined || record.item === newItem) continue
      const made = { ...record, item: newItem, accessKeyId: key.accessKeyId }
      const put = await vault.put(made, key)
      if (!put.ok) return put
      const kept = await vault.read(made)
      if (!kept.ok) return kept
      if (!sameKey(kept.value, key))
        return fail('VaultMismatch', `The store did not return the key of ${profile} unchanged.`, {
          reason: 'What was read differs from what was stored.',
          remedy: 'Take the key out of the vault, and rotate it then.',
        })
      await vault.records.write(made)
    }
    events.emit({ type: 'vaultChanged' })
    return ok(next)
  } finally {
    await lock.release()
  }
}

/**
 * Replaces the old key with the new one wherever it is: in the vault, then in both files as one entry of the history. What is
 * already written stays. Errors: those of the vault and of the files.
 */
export async function writeKey(
  context: KeysContext,
  rotation: Rotation,
  oldKey: VaultKey | undefined,
  key: VaultKey,
): Promise<Result<Rotation>> {
  const places = await placesOf(context, rotation.oldId)
  const written = await writeVault(context, rotation, places, key)
  if (!written.ok) return written
  const changes = oldKey === undefined ? [] : keyChanges(context, places, oldKey, key)
  if (changes.length === 0) return ok(await save(context, { ...written.value, state: 'written' }))
  const plan = await context.files.plan(summaryOf(rotation, namesOf(places)), changes)
  if (!plan.ok) return plan
  const applied = await context.plans.apply(context.plans.keep(plan.value).planId)
  if (!applied.ok) return applied
  const historyIds = [...written.value.historyIds, applied.value.historyId]
  return ok(await save(context, { ...written.value, state: 'written', historyIds }))
}
