import type { Settings } from '../../shared/contract/models.ts'
import { putByHand } from '../../shared/domain/groups/group-of.ts'
import { plural } from '../ui/plural.ts'
import { notify, notifyError } from './notify.ts'
import { ask } from './transport.ts'

/** Changes some of Stackpass's own settings; the settingsChanged event updates the page. */
export async function changeSettings(change: Partial<Settings>): Promise<boolean> {
  const reply = await ask('settings.set', change)
  if (!reply.ok) notifyError(reply.error)
  return reply.ok
}

/** Adds or removes a profile's star. */
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

/** Puts profiles into a group manually, or into none; the notice offers Undo. */
export async function putIntoGroup(names: readonly string[], group: string | undefined): Promise<boolean> {
  const settings = await ask('settings.get', {})
  if (!settings.ok) {
    notifyError(settings.error)
    return false
  }
  const { profileGroups } = settings.value
  const saved = await changeSettings({ profileGroups: putByHand(settings.value, names, group) })
  const [name] = names
  const who = names.length === 1 && name !== undefined ? name : plural(names.length, 'profile')
  const done = group === undefined ? `Took ${who} out of all groups` : `Put ${who} into ${group}`
  if (saved) notify(done, { label: 'Undo', run: () => void changeSettings({ profileGroups }) })
  return saved
}
