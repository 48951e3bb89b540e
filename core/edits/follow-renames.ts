import { renameInCommand } from '../../shared/domain/aws/process-command.ts'
import type { ProfileRename } from '../files/types.ts'
import { vaultRecords } from '../vault/records.ts'
import { renameActive, type ActiveStateContext } from './active-profile.ts'
import { followProfile, type SettingsContext } from './own-settings.ts'

/** What follows a rename: our own settings, the active profile and the vault. */
export type RenameContext = SettingsContext & ActiveStateContext

/** The key of a renamed profile moves to its new name; its command in the file already has that name. */
async function renameInVault(
  { paths }: ActiveStateContext,
  renames: readonly ProfileRename[],
): Promise<void> {
  if (renames.length === 0) return
  const records = vaultRecords(paths)
  for (const { from, to } of renames) {
    const record = await records.read(from)
    if (record === undefined) continue
    await records.write({
      ...record,
      profile: to,
      command: renameInCommand(record.command, from, to) ?? record.command,
      // The lines now hold another name.
      wayBack: {},
    })
    await records.remove(from)
  }
}

/** After a write that renamed profiles, or undid such a write: our own settings and the active profile follow. */
export async function followRenames(
  context: RenameContext,
  renames: readonly ProfileRename[],
): Promise<void> {
  await followProfile(context, renames)
  await renameActive(context, renames)
  await renameInVault(context, renames)
}
