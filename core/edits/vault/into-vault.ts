import { randomBytes } from 'node:crypto'
import { isVaultHeld } from '../../../shared/domain/vault/held.ts'
import type { StoreId } from '../../../shared/domain/vault/stores.ts'
import type { MergedProfile } from '../../../shared/domain/aws/types.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import { credentialSources } from '../../credentials/credential-sources.ts'
import { takeLock } from '../../state/lock.ts'
import type { VaultRecord } from '../../vault/records.ts'
import type { VaultKey } from '../../vault/types.ts'
import { vaultFolder } from '../../vault/record-file.ts'
import type { PlanExtras } from '../plans.ts'
import { keyInFile } from './key-in-file.ts'
import type { VaultEditContext } from './vault-context.ts'

/** One key on its way into the vault. */
export interface Move {
  /** As STS will check it: its region and endpoints. */
  readonly profile: MergedProfile
  readonly key: VaultKey
  readonly store: StoreId
  readonly command: string
  readonly wayBack: VaultRecord['wayBack']
  /** False for a pasted key that is in no file yet. */
  readonly inFile: boolean
}

export type VaultSteps = Required<Pick<PlanExtras, 'beforehand' | 'takeBack' | 'afterwards'>>

/** Another process may wait for AWS or a person. Milliseconds. */
const waitForOther = 3 * 60_000

/** One process at a time moves keys. */
export function takeVaultLock({ paths }: Pick<VaultEditContext, 'paths'>) {
  const key = vaultFolder(paths)
  return takeLock({ locksDir: paths.locksDir, key, label: 'the vault', timeout: waitForOther })
}

const sameKey = (one: VaultKey | undefined, other: VaultKey): boolean =>
  one?.accessKeyId === other.accessKeyId && one.secretAccessKey === other.secretAccessKey

const unchanged = (error: Extract<Result<never>, { ok: false }>['error']): Result<never> => ({
  ok: false,
  error: { ...error, reason: `${error.reason ?? ''} The files were not changed.`.trim() },
})

/**
 * What happens around the write that takes keys out of the files: before it, each key goes into its store, is read back and
 * proved with STS; the record on disk says how far that got. A key is removed from a store only while the file still holds it.
 */
export function intoVault(context: VaultEditContext, moves: readonly Move[]): VaultSteps {
  const { vault, aws, events, now } = context
  const begun: { readonly move: Move; readonly record: VaultRecord; readonly earlier?: VaultRecord }[] = []
  let lock: Awaited<ReturnType<typeof takeVaultLock>> | undefined

  async function unlock(): Promise<void> {
    const held = lock
    lock = undefined
    await held?.release()
  }

  async function store(move: Move): Promise<Result<undefined>> {
    const { profile, key } = move
    const earlier = await vault.records.read(profile.name)
    const again = earlier?.store === move.store && earlier.accessKeyId === key.accessKeyId
    const record: VaultRecord = {
      version: 1,
      profile: profile.name,
      store: move.store,
      item: again ? earlier.item : `${profile.name} ${randomBytes(6).toString('hex')}`,
      accessKeyId: key.accessKeyId,
      command: move.command,
      state: 'moving',
      at: now().toISOString(),
      wayBack: move.wayBack,
    }
    await vault.records.write(record)
    begun.push({ move, record, ...(earlier !== undefined && { earlier }) })
    const put = await vault.put(record, key)
    if (!put.ok) return put
    const kept = await vault.read(record)
    if (!kept.ok) return kept
    if (!sameKey(kept.value, key))
      return fail('VaultMismatch', `The store did not return the key of ${profile.name} unchanged.`, {
        reason: 'What was read differs from what was stored.',
        remedy: 'Choose another store.',
      })
    const { proveKeys } = await import('../../credentials/prove-keys.ts')
    const proved = await proveKeys(profile, kept.value, credentialSources(context, await aws.view()))
    return proved.ok ? ok(undefined) : proved
  }

  /** Removes from the stores what a move that did not happen has put there. */
  async function forget(): Promise<void> {
    const view = await aws.view()
    for (const { move, record, earlier } of begun.splice(0)) {
      const profile = view.profiles.get(record.profile)
      // The write happened after all, or somebody else did it: then this may be the only copy.
      if (isVaultHeld(profile) || (move.inFile && !sameKey(keyInFile(profile), move.key))) continue
      if (earlier !== undefined && earlier.item === record.item) {
        await vault.records.write(earlier)
        continue
      }
      const removed = await vault.store(record.store).remove(record.item)
      if (!removed.ok) context.ports.onNotice?.(removed.error)
      else if (earlier === undefined) await vault.records.remove(record.profile)
      else await vault.records.write(earlier)
    }
  }

  return {
    async beforehand() {
      const locked = await vault.lock.locked()
      if (locked !== undefined)
        return fail('VaultLocked', 'The vault is locked.', {
          reason: 'You locked it, or it locked after a while or with the screen.',
          remedy: 'Run `stackpass unlock` in a terminal, or unlock it in the app.',
        })
      lock = await takeVaultLock(context)
      try {
        for (const move of moves) {
          const stored = await store(move)
          if (stored.ok) continue
          await forget()
          await unlock()
          return unchanged(stored.error)
        }
      } catch (error) {
        await unlock()
        throw error
      }
      return ok(undefined)
    },
    async takeBack() {
      await forget()
      await unlock()
    },
    async afterwards() {
      const view = await aws.view()
      for (const { record, earlier } of begun.splice(0)) {
        if (!isVaultHeld(view.profiles.get(record.profile))) continue
        await vault.records.write({ ...record, state: 'held' })
        if (earlier === undefined || earlier.item === record.item) continue
        const removed = await vault.store(earlier.store).remove(earlier.item)
        if (!removed.ok) context.ports.onNotice?.(removed.error)
      }
      await vault.lock.used()
      await unlock()
      events.emit({ type: 'vaultChanged' })
    },
  }
}
