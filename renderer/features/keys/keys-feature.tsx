import type { Feature } from '../../app/feature.ts'
import { rotateKeyOverlay } from '../../app/keys.ts'
import { late } from '../../ui/late-part.tsx'
import { KeysSection } from './keys-section.tsx'

const RotateKey = late(
  () => import('./rotate-dialog.tsx'),
  (module) => module.RotateKey,
)

export const feature: Feature = {
  id: 'keys',
  overlays: { [rotateKeyOverlay]: RotateKey },
  profileSection: KeysSection,
}
