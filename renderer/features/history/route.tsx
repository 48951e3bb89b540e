import { History } from 'lucide-react'
import { lazy } from 'react'
import type { Feature } from '../../app/feature.ts'
import { navigate } from '../../app/navigation.ts'
import { undoChange } from '../../app/undo.ts'

const HistoryScreen = lazy(() =>
  import('./history-screen.tsx').then((module) => ({ default: module.HistoryScreen })),
)

export const feature: Feature = {
  id: 'history',
  nav: { label: 'History', icon: History, order: 4 },
  screen: HistoryScreen,
  usePaletteItems: () => [
    { id: 'history', section: 'Go to', label: 'History', run: () => navigate('history') },
    {
      id: 'undo',
      section: 'Actions',
      label: 'Undo the last change',
      keys: ['Ctrl', 'Z'],
      run: () => void undoChange(),
    },
  ],
}
