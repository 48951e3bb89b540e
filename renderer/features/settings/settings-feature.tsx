import { Settings2 } from 'lucide-react'
import type { Feature } from '../../app/feature.ts'
import { late } from '../../ui/late-part.tsx'

const SettingsScreen = late(
  () => import('./settings-screen.tsx'),
  (module) => module.SettingsScreen,
)

export const feature: Feature = {
  id: 'settings',
  nav: { label: 'Settings', icon: Settings2, order: 6 },
  screen: SettingsScreen,
  latePaletteItems: async () => (await import('./settings-palette-items.tsx')).useSettingsPaletteItems,
}
