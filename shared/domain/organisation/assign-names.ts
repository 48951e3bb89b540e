import { isUsable, longestName } from './plain-name.ts'
import type { NameFields, NameMaker } from './template.ts'
import { assignmentKey } from './types.ts'

/** A name to give, and whether it has an ending because the plain one was not free. */
export interface GivenName {
  readonly name: string
  readonly why?: string
}

type Ending = (fields: NameFields, maker: NameMaker) => string

/** The endings for names that are not free, best first: by the session, the account, the role, and both. */
const endings: readonly Ending[] = [
  ({ session }, maker) => maker.plain(session),
  ({ accountId }, maker) => maker.plain(accountId),
  ({ roleName }, maker) => maker.plain(roleName),
  ({ accountId, roleName }, maker) => `${maker.plain(accountId)}-${maker.plain(roleName)}`,
]

function withEnding(base: string, ending: string): string {
  if (base === '') return ending.replace(/^-+/, '')
  return `${base.slice(0, longestName)}-${ending}`
}

/** The names of a group that share a plain one, by the first ending that tells all of them apart and gives free names. */
function endedNames(
  base: string,
  group: readonly NameFields[],
  maker: NameMaker,
  isFree: (name: string) => boolean,
): string[] {
  for (const ending of endings) {
    const names = group.map((fields) => withEnding(base, ending(fields, maker)))
    if (new Set(names).size === names.length && names.every(isFree)) return names
  }
  const given = new Set<string>()
  return group.map((fields) => {
    const start = withEnding(base, maker.plain(fields.accountId))
    let name = start
    for (let count = 2; given.has(name) || !isFree(name); count += 1) name = `${start}-${count}`
    given.add(name)
    return name
  })
}

function reasonFor(base: string, group: readonly NameFields[], taken: ReadonlySet<string>): string {
  if (taken.has(base)) return `${base} is another profile.`
  if (!isUsable(base))
    return base === '' ? 'The template gives an empty name.' : `${base} is a name with a meaning of its own.`
  const others = group.length - 1
  return `${others} more ${others === 1 ? 'profile' : 'profiles'} would be called ${base}.`
}

/**
 * Names for new or renamed profiles, by `assignmentKey`: those of the template where they are free, otherwise with
 * an ending. No two are the same, none is in `taken`, and every reader takes them. The order of `wanted` does not matter.
 */
export function assignNames(
  maker: NameMaker,
  wanted: readonly NameFields[],
  taken: ReadonlySet<string>,
): ReadonlyMap<string, GivenName> {
  const groups = new Map<string, NameFields[]>()
  for (const fields of wanted) {
    const base = maker.name(fields)
    const group = groups.get(base)
    if (group) group.push(fields)
    else groups.set(base, [fields])
  }
  const given = new Map<string, GivenName>()
  const used = new Set<string>()
  const contested: [string, NameFields[]][] = []
  for (const [base, group] of groups) {
    const [first] = group
    if (group.length === 1 && first !== undefined && !taken.has(base) && isUsable(base)) {
      given.set(assignmentKey(first), { name: base })
      used.add(base)
    } else contested.push([base, group])
  }
  contested.sort(([a], [b]) => (a < b ? -1 : 1))
  const isFree = (name: string): boolean => !taken.has(name) && !used.has(name) && isUsable(name)
  for (const [base, group] of contested) {
    group.sort((a, b) => (assignmentKey(a) < assignmentKey(b) ? -1 : 1))
    const why = reasonFor(base, group, taken)
    for (const [index, name] of endedNames(base, group, maker, isFree).entries()) {
      given.set(assignmentKey(group[index]!), { name, why })
      used.add(name)
    }
  }
  return given
}
