import { Activity } from 'lucide-react'
import { lazy, useMemo } from 'react'
import type { Feature, NavCount } from '../../app/feature.ts'
import { navigate } from '../../app/navigation.ts'
import { useProfileList } from '../../app/queries.ts'
import { countProblems } from './problem-rows.ts'

const HealthScreen = lazy(() =>
  import('./health-screen.tsx').then((module) => ({ default: module.HealthScreen })),
)

function useProblemCount(): NavCount | undefined {
  const list = useProfileList()
  const errors = useMemo(() => (list === undefined ? 0 : countProblems(list).error), [list])
  return errors === 0 ? undefined : { value: errors, bad: true }
}

export const feature: Feature = {
  id: 'health',
  nav: { label: 'Health', icon: Activity, order: 3, useCount: useProblemCount },
  screen: HealthScreen,
  usePaletteItems: () => [
    {
      id: 'health',
      section: 'Go to',
      label: 'Health: checks and problems',
      keys: ['Mod', '3'],
      run: () => navigate('health'),
    },
  ],
}
