import type { Settings } from '../../../../shared/contract/models.ts'
import { groupFinder } from '../../../../shared/domain/groups/group-of.ts'
import type { StepItem } from '../../../../shared/domain/organisation/types.ts'
import { notifyError } from '../../../app/notify.ts'
import { changeSettings } from '../../../app/settings-actions.ts'
import { ask } from '../../../app/transport.ts'
import { production, productionGroup } from './connect-state.ts'

/** The production group that marked profiles join, and the name for a new one if there is none. */
export function groupFor(settings: Pick<Settings, 'groups'> | undefined): { name: string; isNew: boolean } {
  const groups = settings?.groups ?? []
  const known = groups.filter((group) => group.production)
  const chosen = known.find(({ name }) => name === productionGroup.get()) ?? known[0]
  if (chosen !== undefined) return { name: chosen.name, isNew: false }
  const taken = new Set(groups.map(({ name }) => name.toLowerCase()))
  let name = 'prod'
  for (let count = 2; taken.has(name); count += 1) name = `prod-${count}`
  return { name, isNew: true }
}

/** New and existing profiles of marked accounts. */
export function markedProfiles(items: readonly StepItem[], marked: ReadonlySet<string>): readonly string[] {
  return items
    .filter(({ accountId, state }) => marked.has(accountId) && !['removed', 'stays', 'left'].includes(state))
    .map(({ name }) => name)
}

/** Puts the profiles of marked accounts into the production group, in Stackpass's own settings. Profiles in a group stay there. */
export async function saveProduction(items: readonly StepItem[]): Promise<void> {
  const names = markedProfiles(items, production.get())
  if (names.length === 0) return
  const settings = await ask('settings.get', {})
  if (!settings.ok) return notifyError(settings.error)
  const { groups, profileGroups } = settings.value
  const { name, isNew } = groupFor(settings.value)
  const groupOf = groupFinder(settings.value)
  const added = names.filter((profile) => groupOf({ name: profile }) === undefined)
  if (added.length === 0) return
  await changeSettings({
    ...(isNew && { groups: [...groups, { name, colour: 'red', production: true }] }),
    profileGroups: [...profileGroups, ...added.map((profile): [string, string] => [profile, name])],
  })
}
