import type { ProfileRename } from '../files/types.ts'
import { renameActive, type ActiveStateContext } from './active-profile.ts'
import { followProfile, type SettingsContext } from './own-settings.ts'

/** What follows a rename: our own settings and the active profile. */
export type RenameContext = SettingsContext & ActiveStateContext

/** After a write that renamed profiles, or took such a write back: our own settings and the active profile follow. */
export async function followRenames(
  context: RenameContext,
  renames: readonly ProfileRename[],
): Promise<void> {
  await followProfile(context, renames)
  await renameActive(context, renames)
}
