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
 * The pairs after exactly these profiles are in a group: they leave the group they were in, and who was in it and is not chosen leaves
 * it. Who is in it by a rule needs no pair, and one that says so to leave it. Pairs of profiles that are not in `shown` stay, so that a
 * deleted profile that comes back through undo finds its group again.
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
