import type { StoreId } from '../../../shared/domain/vault/stores.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import type { Vault } from '../../vault/vault.ts'

/** Whether a store can be used now. Errors: VaultLocked, VaultUnavailable. */
export async function readyStore(
  { vault }: { readonly vault: Vault },
  id: StoreId,
): Promise<Result<undefined>> {
  const isThere = await vault.store(id).available()
  if (!isThere.ok) return isThere
  if ((await vault.lock.locked()) === undefined && (id !== 'file' || (await vault.file.isOpen())))
    return ok(undefined)
  const isNew = id === 'file' && !(await vault.file.isSetUp())
  return fail('VaultLocked', isNew ? 'The encrypted file has no passphrase yet.' : 'The vault is locked.', {
    reason: isNew
      ? 'Only the passphrase opens it, so choose that first.'
      : 'No key goes in or out while it is locked.',
    remedy: 'Run `stackpass unlock` in a terminal, or unlock it in the app.',
    details: { store: id, isNew },
  })
}
