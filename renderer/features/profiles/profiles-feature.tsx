import { IdCard } from 'lucide-react'
import type { Feature } from '../../app/feature.ts'
import { openOverlay } from '../../app/overlays.ts'
import { useProfileList } from '../../app/core-queries.ts'
import { drafts } from './profile-drafts.ts'
import { useProfilePaletteItems } from './profile-palette-items.tsx'
import { ProfilesScreen } from './profiles-screen.tsx'
import { late } from '../../ui/late-part.tsx'

const NewProfile = late(
  () => import('./new-profile-dialog.tsx'),
  (module) => module.NewProfile,
)

// The first screen: not lazy, so that the list is painted with the first script.
export const feature: Feature = {
  id: 'profiles',
  nav: {
    label: 'Profiles',
    icon: IdCard,
    order: 1,
    useCount: () => {
      const count = useProfileList()?.profiles.length ?? 0
      return count === 0 ? undefined : { value: count }
    },
  },
  screen: ProfilesScreen,
  overlays: { 'new-profile': NewProfile },
  hasUnsaved: () => [...drafts.get().values()].some(({ values }) => values.size > 0),
  usePaletteItems: useProfilePaletteItems,
  shortcuts: [{ keys: 'Mod+N', run: () => openOverlay('new-profile') }],
}
