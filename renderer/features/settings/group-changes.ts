import type { Settings } from '../../../shared/contract/models.ts'

export type Group = Settings['groups'][number]
export type GroupColour = Group['colour']
type GroupSettings = Pick<Settings, 'groups' | 'profileGroups'>

export const colours: readonly GroupColour[] = ['red', 'amber', 'teal', 'violet', 'pink', 'slate']
export const longestName = 40

/** What is wrong with the name of a group, if anything. `own` is the name that it has now. */
export function checkGroupName(name: string, groups: readonly Group[], own?: string): string | undefined {
  const wanted = name.trim()
  if (wanted === '') return 'A group needs a name.'
  if (wanted.length > longestName) return `At most ${longestName} characters. This has ${wanted.length}.`
  const other = groups.find(
    (group) => group.name !== own && group.name.toLowerCase() === wanted.toLowerCase(),
  )
  return other === undefined ? undefined : `There is a group ${other.name} already.`
}

/** A colour that no group has yet, else the first. */
export function freeColour(groups: readonly Group[]): GroupColour {
  return colours.find((colour) => !groups.some((group) => group.colour === colour)) ?? 'slate'
}

/** Replaces one group; with a new name its profiles go along. */
export function changeGroup(settings: GroupSettings, name: string, next: Group): GroupSettings {
  return {
    groups: settings.groups.map((group) => (group.name === name ? next : group)),
    profileGroups: settings.profileGroups.map(([profile, group]) => [
      profile,
      group === name ? next.name : group,
    ]),
  }
}

/** Takes a group away; its profiles are in none after it. */
export function withoutGroup(settings: GroupSettings, name: string): GroupSettings {
  return {
    groups: settings.groups.filter((group) => group.name !== name),
    profileGroups: settings.profileGroups.filter(([, group]) => group !== name),
  }
}

/**
 * The pairs after exactly these profiles were put into a group: they leave the group they were in, and who was in it
 * and is not chosen leaves it. Pairs of profiles that are not in `shown` stay, so that a deleted profile that comes
 * back through undo finds its group again.
 */
export function withMembers(
  pairs: Settings['profileGroups'],
  group: string,
  chosen: ReadonlySet<string>,
  shown: ReadonlySet<string>,
): Settings['profileGroups'] {
  const kept = pairs.filter(
    ([profile, other]) => !shown.has(profile) || (!chosen.has(profile) && other !== group),
  )
  return [...kept, ...[...chosen].map((profile): [string, string] => [profile, group])]
}
