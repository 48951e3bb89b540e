import { Activity } from 'lucide-react'
import { useMemo } from 'react'
import type { Feature, NavCount } from '../../app/feature.ts'
import { countAttention } from '../../app/profile-status.ts'
import { useToolAnswers } from '../../app/tool-answers.ts'
import { useProfileList } from '../../app/core-queries.ts'
import { countBesideProfiles } from './problem-rows.ts'
import { late } from '../../ui/late-part.tsx'

const HealthScreen = late(
  () => import('./health-screen.tsx'),
  (module) => module.HealthScreen,
)

/** Profiles that need attention, each once, plus problems of the files that belong to no profile. */
function useProblemCount(): NavCount | undefined {
  const list = useProfileList()
  const { refusals } = useToolAnswers()
  const wrong = useMemo(
    () => (list === undefined ? 0 : countAttention(list.profiles, refusals) + countBesideProfiles(list)),
    [list, refusals],
  )
  return wrong === 0 ? undefined : { value: wrong, bad: true }
}

export const feature: Feature = {
  id: 'health',
  nav: { label: 'Health', icon: Activity, order: 4, useCount: useProblemCount },
  screen: HealthScreen,
  latePaletteItems: async () => (await import('./health-palette-items.tsx')).useHealthPaletteItems,
}
