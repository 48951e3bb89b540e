import type { Output } from '../../shared/contract/index.ts'
import { useMethod } from './method-query.ts'
import { notify, notifyError } from './notify.ts'
import { offerToForget } from './offer-to-forget.ts'
import { review } from './open-review.ts'
import { openOverlay } from './overlays.ts'
import { ask } from './transport.ts'

export type VaultStatus = Output<'vault.status'>
export type StoreId = VaultStatus['suggested']

export const moveKeysOverlay = 'move-keys'
export const unlockVaultOverlay = 'unlock-vault'

/** What is in the vault, and what could be moved there. */
export function useVault(): VaultStatus | undefined {
  return useMethod('vault.status', {}).data
}

/** Asks where to move the keys of profiles, then shows the change. */
export function moveKeys(profiles: readonly string[]): void {
  openOverlay(moveKeysOverlay, { profiles })
}

/** Shows the change that takes keys out of the plain files; saving it stores and verifies them. */
export function reviewMove(profiles: readonly string[], store: StoreId, more: { onSaved(): void }): void {
  const [first] = profiles
  review({
    plan: () => ask('vault.plan', { action: 'move', profiles: [...profiles], store }),
    done:
      profiles.length === 1
        ? `The key of ${first} is in the vault`
        : `${profiles.length} keys are in the vault`,
    saveLabel: profiles.length === 1 ? 'Move key' : 'Move keys',
    onSaved: () => {
      more.onSaved()
      void offerToForget(profiles)
    },
  })
}

/** Shows the change that puts a key back into the plain file. */
export function reviewTakeOut(profile: string): void {
  review({
    plan: () => ask('vault.plan', { action: 'takeOut', profiles: [profile] }),
    done: `The key of ${profile} is in the plain file again`,
    saveLabel: 'Put it back',
  })
}

/** Locks the vault for every program. */
export async function lockVault(): Promise<void> {
  const reply = await ask('vault.lock', {})
  if (reply.ok) notify('The vault is locked', undefined, 'plain')
  else notifyError(reply.error)
}

/** Unlocks the vault: at once, or with a dialog if it needs a passphrase. */
export async function unlockVault(status: VaultStatus): Promise<void> {
  if (status.fileSetUp) return openOverlay(unlockVaultOverlay)
  const reply = await ask('vault.unlock', {})
  if (reply.ok) notify('The vault is open', undefined, 'plain')
  else notifyError(reply.error)
}

/** Whether the vault is unlocked, as one line. */
export function lockWords({ locked, idleMinutes, asksEach }: VaultStatus): string {
  if (locked === 'passphrase') return 'The encrypted file waits for its passphrase'
  if (locked !== undefined) return 'Vault locked: it gives out no key'
  const open = asksEach === true ? 'Vault open here, each command asks for the passphrase' : 'Vault open'
  return idleMinutes === null
    ? `${open}, locks with the screen`
    : `${open}, locks after ${idleMinutes} min idle and on suspend`
}
