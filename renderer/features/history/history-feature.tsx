import { History, Undo2 } from 'lucide-react'
import type { Feature } from '../../app/feature.ts'
import { undoChange } from '../../app/undo-change.ts'
import { late } from '../../ui/late-part.tsx'

const HistoryScreen = late(
  () => import('./history-screen.tsx'),
  (module) => module.HistoryScreen,
)

export const feature: Feature = {
  id: 'history',
  nav: { label: 'History', icon: History, order: 5 },
  screen: HistoryScreen,
  usePaletteItems: () => [
    {
      id: 'undo',
      section: 'Actions',
      label: 'Undo the last change',
      icon: <Undo2 aria-hidden="true" />,
      keys: ['Mod', 'Z'],
      run: () => void undoChange(),
    },
  ],
}
