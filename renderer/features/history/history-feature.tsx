import { Eraser, History, KeyRound, Undo2 } from 'lucide-react'
import type { Feature } from '../../app/feature.ts'
import { navigate } from '../../app/navigation.ts'
import { forgetting, type ForgetChoice } from '../../app/offer-to-forget.ts'
import { undoChange } from '../../app/undo-change.ts'
import { late } from '../../ui/late-part.tsx'

const HistoryScreen = late(
  () => import('./history-screen.tsx'),
  (module) => module.HistoryScreen,
)

const week = 7 * 24 * 60 * 60_000

/** Goes to the History screen, which shows what would be forgotten and asks. */
function forget(choice: ForgetChoice | 'profile'): void {
  navigate('history')
  forgetting.set(choice)
}

const UseSections = late(
  () => import('./use-sections.tsx'),
  (module) => module.UseSections,
)

export const feature: Feature = {
  id: 'history',
  nav: { label: 'History', icon: History, order: 5 },
  screen: HistoryScreen,
  profileSection: UseSections,
  usePaletteItems: () => [
    {
      id: 'undo',
      section: 'Actions',
      label: 'Undo the last change',
      icon: <Undo2 aria-hidden="true" />,
      keys: ['Mod', 'Z'],
      run: () => void undoChange(),
    },
    {
      id: 'history-show',
      section: 'Actions',
      label: 'Show what was changed',
      also: 'history log backups entries',
      icon: <History aria-hidden="true" />,
      run: () => navigate('history'),
    },
    {
      id: 'forget-week',
      section: 'Actions',
      label: 'Forget backups older than a week…',
      also: 'purge history prune',
      dangerous: true,
      icon: <Eraser aria-hidden="true" />,
      run: () => forget({ before: new Date(Date.now() - week).toISOString() }),
    },
    {
      id: 'forget-profile',
      section: 'Actions',
      label: 'Forget the keys of a profile in backups…',
      also: 'purge history secrets',
      dangerous: true,
      icon: <Eraser aria-hidden="true" />,
      run: () => forget('profile'),
    },
    {
      id: 'forget-all',
      section: 'Actions',
      label: 'Forget all backups…',
      also: 'purge history everything prune',
      dangerous: true,
      icon: <Eraser aria-hidden="true" />,
      run: () => forget({ all: true }),
    },
    {
      id: 'log',
      section: 'Go to',
      label: 'Log of credential use',
      also: 'ledger audit who used which program',
      icon: <KeyRound aria-hidden="true" />,
      run: () => navigate('history', 'log'),
    },
    {
      id: 'log-night',
      section: 'Go to',
      label: 'What used prod last night',
      also: 'log production credentials',
      icon: <KeyRound aria-hidden="true" />,
      run: () => navigate('history', 'log:night'),
    },
  ],
}
