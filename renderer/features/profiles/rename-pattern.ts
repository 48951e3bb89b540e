import { checkNewName } from './check-profile-name.ts'

export interface Renamed {
  readonly from: string
  readonly to: string
  /** Why this name is not possible. */
  readonly error?: string
}

/**
 * The new names when one text replaces another in each. Leaves out profiles without the text. `all` are the names of all
 * profiles: a new name must not be a remaining one, and no two may be the same.
 */
export function renameByPattern(
  names: readonly string[],
  find: string,
  replace: string,
  all: readonly string[],
): readonly Renamed[] {
  if (find === '') return []
  const moved = names.filter((name) => name.includes(find) && name.replaceAll(find, replace) !== name)
  const leaving = new Set(moved)
  const taken = all.filter((name) => !leaving.has(name))
  const used = new Set<string>()
  return moved.map((from) => {
    const to = from.replaceAll(find, replace)
    const error = used.has(to) ? 'Two profiles would have this name.' : checkNewName(to, taken)
    used.add(to)
    return error === undefined ? { from, to } : { from, to, error }
  })
}

/** The renames in an order in which each new name is free: the profile that gives up a name comes first. */
export function inFreeOrder(renamed: readonly Renamed[]): readonly Renamed[] {
  const left = [...renamed]
  const order: Renamed[] = []
  while (left.length > 0) {
    const given = new Set(left.map(({ from }) => from))
    const at = left.findIndex(({ to }) => !given.has(to))
    // Names that swap cannot be ordered; core reports the conflict.
    order.push(...left.splice(Math.max(0, at), 1))
  }
  return order
}
