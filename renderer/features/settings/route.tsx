import { Settings2 } from 'lucide-react'
import type { Feature } from '../../app/feature.ts'
import { navigate } from '../../app/navigation.ts'
import { useTwinItems } from './twin-items.ts'
import { late } from '../../ui/late.tsx'

const SettingsScreen = late(
  () => import('./settings-screen.tsx'),
  (module) => module.SettingsScreen,
)

export const feature: Feature = {
  id: 'settings',
  nav: { label: 'Settings', icon: Settings2, order: 5 },
  screen: SettingsScreen,
  usePaletteItems: (query) => [
    {
      id: 'settings',
      section: 'Go to',
      label: 'Settings',
      keys: ['Mod', '5'],
      run: () => navigate('settings'),
    },
    ...useTwinItems(query),
  ],
}
