import type { CoreContext } from '../context.ts'
import type { ProfileRename } from '../files/types.ts'
import { renameActive } from './active-profile.ts'
import { followProfile } from './own-settings.ts'

/** After a write that renamed profiles, or took such a write back: our own settings and the active profile follow. */
export async function followRenames(context: CoreContext, renames: readonly ProfileRename[]): Promise<void> {
  await followProfile(context, renames)
  await renameActive(context, renames)
}
