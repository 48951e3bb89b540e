import type { Settings } from '../../shared/contract/models.ts'
import type { ProfileRename } from '../files/types.ts'
import type { EventHub } from '../host/event-hub.ts'
import type { CorePorts } from '../host/ports.ts'
import type { SettingsService } from '../state/settings.ts'
/** Where favourites, groups and recents are kept, and who is told that they changed. */
export interface SettingsContext {
  readonly settings: { get(): Promise<Naming> } & Pick<SettingsService, 'set'>
  readonly events: EventHub
  readonly ports: CorePorts
}

/** The settings that name profiles. */
type Naming = Pick<Settings, 'favourites' | 'profileGroups' | 'folderProfiles' | 'recents' | 'fallback'>

function renamed(settings: Naming, from: string, to: string): Partial<Settings> {
  const name = (profile: string): string => (profile === from ? to : profile)
  return {
    favourites: settings.favourites.map(name),
    profileGroups: settings.profileGroups.map(([profile, group]): [string, string] => [name(profile), group]),
    folderProfiles: settings.folderProfiles.map(([folder, profile]): [string, string] => [
      folder,
      name(profile),
    ]),
    recents: settings.recents.map((recent) => ({ ...recent, profile: name(recent.profile) })),
    ...(settings.fallback && {
      fallback: { ...settings.fallback, profile: name(settings.fallback.profile) },
    }),
  }
}

function mentions(settings: Naming, name: string): boolean {
  return (
    settings.favourites.includes(name) ||
    settings.profileGroups.some(([profile]) => profile === name) ||
    settings.folderProfiles.some(([, profile]) => profile === name) ||
    settings.recents.some((recent) => recent.profile === name) ||
    settings.fallback?.profile === name
  )
}

/**
 * After a rename was written, favourites, groups and recents move to the new name. Deleted profiles keep theirs, so that an
 * undo restores everything.
 */
export async function followProfile(
  { settings: own, events, ports }: SettingsContext,
  renames: readonly ProfileRename[],
): Promise<void> {
  for (const { from, to } of renames) {
    const settings = await own.get()
    if (!mentions(settings, from)) continue
    const saved = await own.set(renamed(settings, from, to))
    if (saved.ok) events.emit({ type: 'settingsChanged' })
    else ports.onNotice?.(saved.error)
  }
}
