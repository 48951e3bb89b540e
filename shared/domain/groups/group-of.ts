/** The settings that say which profile is in which group. */
export interface GroupSettings {
  readonly groups: readonly {
    readonly name: string
    readonly production?: boolean | undefined
    readonly rules?: readonly string[] | undefined
  }[]
  /** By hand; the group `notGrouped` keeps a profile out of all of them. */
  readonly profileGroups: readonly (readonly [profile: string, group: string])[]
}

/** What a rule looks at. */
export interface Groupable {
  readonly name: string
  readonly account?: string | undefined
}

/** The group of a profile, and the rule that put it there; without a rule, the user put it there by hand. */
export interface GroupFound {
  readonly group: string
  readonly rule?: string
}

/** Instead of a group: this profile is in none, whatever the rules say. */
export const notGrouped = ''

const accountRule = /^\d{12}$/

/** Twelve digits are an account, anything else is a pattern of names in which `*` stands for any text. */
export const isAccountRule = (rule: string): boolean => accountRule.test(rule)

/** True where any group looks at accounts. */
export const looksAtAccounts = ({ groups }: Pick<GroupSettings, 'groups'>): boolean =>
  groups.some(({ rules }) => rules?.some(isAccountRule))

/** True where profiles join groups by themselves. */
export const hasRules = (groups: GroupSettings['groups']): boolean =>
  groups.some(({ rules }) => rules !== undefined && rules.length > 0)

/** Whether a name has the form of a pattern, in capitals or not; linear in its length for each `*`. */
function hasForm(name: string, pattern: string): boolean {
  const [first = '', ...rest] = pattern.split('*')
  if (rest.length === 0) return name === first
  const last = rest.pop() ?? ''
  if (!name.startsWith(first) || !name.endsWith(last) || name.length < first.length + last.length)
    return false
  let at = first.length
  for (const part of rest) {
    const found = name.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return at <= name.length - last.length
}

/** Whether a rule includes a profile. */
export function ruleTakes(rule: string, { name, account }: Groupable): boolean {
  return isAccountRule(rule) ? account === rule : hasForm(name.toLowerCase(), rule.toLowerCase())
}

/**
 * The single answer to which group a profile is in: the one set by hand, otherwise by the first rule that includes it. Rules of
 * production groups go first, so that a profile that fits two groups counts as production if one of them is.
 */
export function groupFinder({
  groups,
  profileGroups,
}: GroupSettings): (profile: Groupable) => GroupFound | undefined {
  const byHand = new Map(profileGroups)
  const ruled = groups.filter(({ rules }) => rules !== undefined && rules.length > 0)
  const asked = [
    ...ruled.filter(({ production }) => production === true),
    ...ruled.filter(({ production }) => production !== true),
  ]
  return (profile) => {
    const chosen = byHand.get(profile.name)
    if (chosen !== undefined) return chosen === notGrouped ? undefined : { group: chosen }
    for (const { name, rules } of asked) {
      const rule = rules?.find((one) => ruleTakes(one, profile))
      if (rule !== undefined) return { group: name, rule }
    }
    return undefined
  }
}

/** The names of the groups that are marked as production. */
export const productionGroups = ({ groups }: Pick<GroupSettings, 'groups'>): ReadonlySet<string> =>
  new Set(groups.filter(({ production }) => production === true).map(({ name }) => name))

/** Whether a new group of this name is suggested as red and production. */
export const soundsLikeProduction = (name: string): boolean => /^prod(uction)?$/i.test(name.trim())

/** The pairs after profiles were put into a group by hand, or into none. */
export function putByHand(
  settings: GroupSettings,
  profiles: readonly string[],
  group: string | undefined,
): [string, string][] {
  const moved = new Set(profiles)
  const others = settings.profileGroups.filter(([profile]) => !moved.has(profile))
  const pairs = group === undefined && !hasRules(settings.groups) ? [] : profiles
  return [...others, ...pairs.map((name) => [name, group ?? notGrouped] as const)].map(([a, b]) => [a, b])
}
