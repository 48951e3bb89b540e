import { Activity } from 'lucide-react'
import { useMemo } from 'react'
import type { Feature, NavCount } from '../../app/feature.ts'
import { isRefused } from '../../app/profile-status.ts'
import { useProfileList } from '../../app/core-queries.ts'
import { countProblems } from './problem-rows.ts'
import { late } from '../../ui/late-part.tsx'

const HealthScreen = late(
  () => import('./health-screen.tsx'),
  (module) => module.HealthScreen,
)

/** Errors in the files, and profiles that AWS, or their setup, refused. */
function useProblemCount(): NavCount | undefined {
  const list = useProfileList()
  const wrong = useMemo(
    () =>
      list === undefined
        ? 0
        : countProblems(list).error + list.profiles.filter((each) => isRefused(each)).length,
    [list],
  )
  return wrong === 0 ? undefined : { value: wrong, bad: true }
}

export const feature: Feature = {
  id: 'health',
  nav: { label: 'Health', icon: Activity, order: 3, useCount: useProblemCount },
  screen: HealthScreen,
}
