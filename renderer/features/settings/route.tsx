import { Settings2 } from 'lucide-react'
import { lazy } from 'react'
import type { Feature } from '../../app/feature.ts'
import { navigate } from '../../app/navigation.ts'
import { useTwinItems } from './twin-items.ts'

const SettingsScreen = lazy(() =>
  import('./settings-screen.tsx').then((module) => ({ default: module.SettingsScreen })),
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
