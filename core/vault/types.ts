import type { StoreId } from '../../shared/domain/vault/stores.ts'
import type { Result } from '../../shared/result.ts'

/** A key as the vault keeps it. */
export interface VaultKey {
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

/** One place that stores secrets under names. Errors: VaultUnavailable, VaultLocked. */
export interface VaultStore {
  readonly id: StoreId
  /** Says why it cannot be used here; nothing is opened or asked. */
  available(): Promise<Result<undefined>>
  put(item: string, secret: string): Promise<Result<undefined>>
  /** Undefined where it holds no such item. */
  get(item: string): Promise<Result<string | undefined>>
  /** Removing a missing item counts as done. */
  remove(item: string): Promise<Result<undefined>>
}

/** The part of the vault that hands out keys. */
export interface VaultKeys {
  /** Whether the vault answers this credential_process of a profile: the text is as we wrote it. */
  holds(profile: string, command: string): Promise<boolean>
  /** Whether it would give the key of a profile now; opens no store. Errors: VaultKeyMissing, VaultLocked. */
  ready(profile: string): Promise<Result<undefined>>
  /** The key of a profile. Errors: VaultKeyMissing, VaultLocked, VaultUnavailable. */
  keyOf(profile: string): Promise<Result<VaultKey>>
}
