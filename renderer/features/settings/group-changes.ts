import type { Settings } from '../../../shared/contract/models.ts'
import { groupFinder, notGrouped, type Groupable } from '../../../shared/domain/groups/group-of.ts'

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

/** Replaces one group; under a new name it keeps its profiles. */
export function changeGroup(settings: GroupSettings, name: string, next: Group): GroupSettings {
  return {
    groups: settings.groups.map((group) => (group.name === name ? next : group)),
    profileGroups: settings.profileGroups.map(([profile, group]) => [
      profile,
      group === name ? next.name : group,
    ]),
  }
}

/** Removes a group; its profiles are then in none. */
export function withoutGroup(settings: GroupSettings, name: string): GroupSettings {
  return {
    groups: settings.groups.filter((group) => group.name !== name),
    profileGroups: settings.profileGroups.filter(([, group]) => group !== name),
  }
}

/**
 * The pairs when exactly these profiles are in a group: they leave their old group, and members that are not chosen leave this one.
 * A profile that is in it by a rule needs no pair, but needs one to leave it. Pairs of profiles outside `shown` stay, so that undoing
 * a deletion restores the profile's group.
 */
export function withMembers(
  { groups, profileGroups: pairs }: GroupSettings,
  group: string,
  chosen: ReadonlySet<string>,
  shown: readonly Groupable[],
): Settings['profileGroups'] {
  const byRule = groupFinder({ groups, profileGroups: [] })
  const ruled = new Set(shown.filter((one) => byRule(one)?.group === group).map(({ name }) => name))
  const known = new Set(shown.map(({ name }) => name))
  const before = new Map(pairs)
  const kept = pairs.filter(
    ([profile, other]) => !known.has(profile) || (!chosen.has(profile) && other !== group),
  )
  const into = [...chosen].filter((profile) => before.get(profile) === group || !ruled.has(profile))
  const still = new Set(kept.map(([profile]) => profile))
  const out = [...ruled].filter((profile) => !chosen.has(profile) && !still.has(profile))
  return [
    ...kept,
    ...into.map((profile): [string, string] => [profile, group]),
    ...out.map((profile): [string, string] => [profile, notGrouped]),
  ]
}
