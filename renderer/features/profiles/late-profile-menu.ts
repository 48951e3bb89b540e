import { late } from '../../ui/late-part.tsx'

/** The menu of a profile loads when it is first opened. */
export const ProfileMenu = late(
  () => import('./profile-menu.tsx'),
  (module) => module.ProfileMenu,
)
