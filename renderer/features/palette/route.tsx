import type { Feature } from '../../app/feature.ts'
import { late } from '../../ui/late.tsx'

const Palette = late(
  () => import('./palette.tsx'),
  (module) => module.Palette,
)

export const feature: Feature = { id: 'palette', overlays: { palette: Palette } }
