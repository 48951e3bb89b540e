import { join } from 'node:path'
import type { StoreId } from '../../shared/domain/vault/stores.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import type { Keychain } from '../host/ports.ts'
import type { StackpassPaths } from '../state/paths.ts'
import { createAgeStore, type AgeStore } from './age-store.ts'
import { createOnePasswordStore, createPassStore } from './command-stores.ts'
import { createKeychainStore } from './keychain-store.ts'
import { systemKeychain } from './keychain.ts'
import { createLockState, readIdleMinutes, type LockState } from './lock-state.ts'
import { kernelOpenKey } from './open-key.ts'
import { vaultFolder } from './record-file.ts'
import { vaultRecords, type VaultRecord, type VaultRecords } from './records.ts'
import type { VaultKey, VaultKeys, VaultStore } from './types.ts'

export interface VaultContext {
  readonly ports: {
    readonly env: Readonly<Record<string, string | undefined>>
    readonly platform: NodeJS.Platform
    readonly keychain?: Keychain
  }
  readonly paths: Pick<StackpassPaths, 'stateDir' | 'settingsFile'>
  readonly now: () => Date
}

/** The keys that were moved out of the shared files. */
export interface Vault extends VaultKeys {
  readonly records: VaultRecords
  readonly lock: LockState
  readonly file: AgeStore
  store(id: StoreId): VaultStore
  /** As keyOf, for one record and without checking the lock: for a move in progress. */
  read(record: VaultRecord): Promise<Result<VaultKey>>
  put(record: VaultRecord, key: VaultKey): Promise<Result<undefined>>
  /** Locks it for every process, and forgets what opens the encrypted file. */
  lockAll(): Promise<void>
}

const damaged = (profile: string) =>
  fail('VaultUnavailable', `The item of ${profile} in the vault holds no key.`, {
    reason: 'It was changed by another program.',
    remedy: 'Put the key into the profile again: `stackpass profiles import`.',
  })

function parse(profile: string, text: string): Result<VaultKey> {
  try {
    const { accessKeyId, secretAccessKey } = JSON.parse(text) as Partial<VaultKey>
    return typeof accessKeyId === 'string' && typeof secretAccessKey === 'string'
      ? ok({ accessKeyId, secretAccessKey })
      : damaged(profile)
  } catch (error) {
    if (error instanceof SyntaxError) return damaged(profile)
    throw error
  }
}

function missing(profile: string) {
  return fail('VaultKeyMissing', `The vault holds no key of ${profile}.`, {
    reason: `Its credential_process asks Stackpass for ${profile} itself, and no key was moved here under that name on this machine.`,
    remedy: `Put its key into the file again, or copy the profile from the machine that holds it.`,
  })
}

/** Opens nothing by itself; each store is reached on first use. */
export function createVault({ ports, paths, now }: VaultContext): Vault {
  const folder = vaultFolder(paths)
  const keychain = (): Keychain => ports.keychain ?? systemKeychain('secret-service')
  const file = createAgeStore(
    join(folder, 'file'),
    kernelOpenKey(ports.platform, folder, () => systemKeychain('keyutils')),
  )
  const stores: Readonly<Record<StoreId, VaultStore>> = {
    system: createKeychainStore(keychain, ports, ports.keychain !== undefined),
    file,
    onepassword: createOnePasswordStore(ports),
    pass: createPassStore(ports),
  }
  const records = vaultRecords(paths)
  const lock = createLockState(folder, () => readIdleMinutes(paths.settingsFile), now)

  async function read({ profile, store, item }: VaultRecord): Promise<Result<VaultKey>> {
    const text = await stores[store].get(item)
    if (!text.ok) return text
    return text.value === undefined ? missing(profile) : parse(profile, text.value)
  }

  async function unlocked(profile: string): Promise<Result<VaultRecord>> {
    const record = await records.read(profile)
    if (record === undefined) return missing(profile)
    const locked = await lock.locked()
    if (locked === undefined) return ok(record)
    if (locked === 'idle') await file.close()
    return fail('VaultLocked', `The vault is locked, so ${profile} gives no key.`, {
      reason:
        locked === 'idle'
          ? 'It has not been used for as long as the setting allows.'
          : 'You locked it, the screen was locked or the machine slept.',
      remedy: 'Run `stackpass unlock` in a terminal, or unlock it in the app.',
      details: { store: record.store },
    })
  }

  return {
    records,
    lock,
    file,
    store: (id) => stores[id],
    read,
    put: ({ store, item }, key) => stores[store].put(item, JSON.stringify(key)),
    holds: async (profile, command) => (await records.read(profile))?.command === command,
    async ready(profile) {
      const record = await unlocked(profile)
      if (!record.ok) return record
      if (record.value.store !== 'file' || (await file.isOpen())) return ok(undefined)
      const why = await file.get(record.value.item)
      return why.ok ? ok(undefined) : why
    },
    async keyOf(profile) {
      const record = await unlocked(profile)
      if (!record.ok) return record
      const found = await read(record.value)
      if (found.ok) await lock.used()
      return found
    },
    async lockAll() {
      await lock.lock()
      await file.close()
    },
  }
}
