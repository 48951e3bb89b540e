import type { Feature } from '../../app/feature.ts'
import { rotateKeyOverlay } from '../../app/keys.ts'
import { late } from '../../ui/late-part.tsx'

const KeysSection = late(
  () => import('./keys-section.tsx'),
  (module) => module.KeysSection,
)
const RotateKey = late(
  () => import('./rotate-dialog.tsx'),
  (module) => module.RotateKey,
)

export const feature: Feature = {
  id: 'keys',
  overlays: { [rotateKeyOverlay]: RotateKey },
  profileSection: KeysSection,
}
