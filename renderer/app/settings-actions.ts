import type { Settings } from '../../shared/contract/models.ts'
import { notifyError } from './notify.ts'
import { ask } from './transport.ts'

/** Changes some of Stackpass' own settings; the settingsChanged event brings the new ones to the page. */
export async function changeSettings(change: Partial<Settings>): Promise<boolean> {
  const reply = await ask('settings.set', change)
  if (!reply.ok) notifyError(reply.error)
  return reply.ok
}

/** Stars a profile or takes the star away. */
export async function toggleFavourite(name: string): Promise<void> {
  const settings = await ask('settings.get', {})
  if (!settings.ok) return notifyError(settings.error)
  const { favourites } = settings.value
  await changeSettings({
    favourites: favourites.includes(name)
      ? favourites.filter((other) => other !== name)
      : [...favourites, name],
  })
}

/** Puts profiles into a group of Stackpass' own settings, or into none. */
export async function putIntoGroup(names: readonly string[], group: string | undefined): Promise<void> {
  const settings = await ask('settings.get', {})
  if (!settings.ok) return notifyError(settings.error)
  const moved = new Set(names)
  const others = settings.value.profileGroups.filter(([profile]) => !moved.has(profile))
  await changeSettings({
    profileGroups:
      group === undefined ? others : [...others, ...names.map((name): [string, string] => [name, group])],
  })
}
