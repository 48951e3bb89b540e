import { chainOf, longestChain } from '../../shared/domain/aws/references.ts'
import type { MergedProfile } from '../../shared/domain/aws/types.ts'
import { isVaultHeld } from '../../shared/domain/vault/held.ts'
import { ok, type Result } from '../../shared/result.ts'
import type { VaultKeys } from './types.ts'

/**
 * Whether the vault would give the key that a profile depends on, its own or that of its last source profile; fine where none
 * is in the vault. Checked before a person is asked, so that nobody says yes and then reads that the vault is locked. Errors:
 * VaultKeyMissing, VaultLocked.
 */
export async function vaultReady(
  name: string,
  profiles: ReadonlyMap<string, MergedProfile>,
  vault: Pick<VaultKeys, 'ready'>,
): Promise<Result<undefined>> {
  const last = chainOf(profiles, name, longestChain).steps.at(-1)
  const held = last !== undefined && isVaultHeld(profiles.get(last.name))
  return held ? vault.ready(last.name) : ok(undefined)
}
