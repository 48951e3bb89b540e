import { IdCard } from 'lucide-react'
import type { Feature } from '../../app/feature.ts'
import { place } from '../../app/navigation.ts'
import { notify } from '../../app/notify.ts'
import { openOverlay } from '../../app/overlays.ts'
import { useProfileList } from '../../app/core-queries.ts'
import { signIn } from '../../app/sign-in.ts'
import { ask } from '../../app/transport.ts'
import { drafts } from './profile-drafts.ts'
import { cursor } from './profile-list-state.ts'
import { ProfilesScreen } from './profiles-screen.tsx'
import { late } from '../../ui/late-part.tsx'

const NewProfile = late(
  () => import('./new-profile-dialog.tsx'),
  (module) => module.NewProfile,
)

/** Signs in to the session of the profile in view; on other screens, of the active profile. */
async function signInHere(): Promise<void> {
  const name = place.get().view === 'profiles' ? cursor.get() : undefined
  const active = name === undefined ? await ask('active.get', {}) : undefined
  const profile = name ?? (active?.ok === true ? active.value.profile : undefined)
  if (profile === undefined)
    notify('No profile is active, so there is no session to sign in to.', undefined, 'plain')
  else await signIn({ profile })
}

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
  latePaletteItems: async () => (await import('./profile-palette-items.tsx')).useProfilePaletteItems,
  shortcuts: [
    { keys: 'Mod+N', run: () => openOverlay('new-profile') },
    { keys: 'Mod+Shift+L', run: () => void signInHere() },
  ],
}
