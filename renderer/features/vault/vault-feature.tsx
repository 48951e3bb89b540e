import type { Feature } from '../../app/feature.ts'
import { moveKeysOverlay, unlockVaultOverlay } from '../../app/vault.ts'
import { late } from '../../ui/late-part.tsx'

const VaultSection = late(
  () => import('./vault-section.tsx'),
  (module) => module.VaultSection,
)
const MoveKeys = late(
  () => import('./move-keys-dialog.tsx'),
  (module) => module.MoveKeys,
)
const UnlockVault = late(
  () => import('./unlock-dialog.tsx'),
  (module) => module.UnlockVault,
)

export const feature: Feature = {
  id: 'vault',
  overlays: { [moveKeysOverlay]: MoveKeys, [unlockVaultOverlay]: UnlockVault },
  profileSection: VaultSection,
}
