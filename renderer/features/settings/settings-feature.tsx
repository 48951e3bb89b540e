import { Settings2 } from 'lucide-react'
import type { Feature } from '../../app/feature.ts'
import { useTwinItems } from './twin-items.ts'
import { late } from '../../ui/late-part.tsx'

const SettingsScreen = late(
  () => import('./settings-screen.tsx'),
  (module) => module.SettingsScreen,
)

export const feature: Feature = {
  id: 'settings',
  nav: { label: 'Settings', icon: Settings2, order: 6 },
  screen: SettingsScreen,
  usePaletteItems: useTwinItems,
}
