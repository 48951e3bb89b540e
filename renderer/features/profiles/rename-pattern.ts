import { checkNewName } from './check-profile-name.ts'

export interface Renamed {
  readonly from: string
  readonly to: string
  /** Why this name cannot be. */
  readonly error?: string
}

/**
 * The new names where one text takes the place of another in each. Profiles without the text keep theirs and are left out. `all` are the
 * names of all profiles: no new name may be one that stays, and no two may be the same.
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

/** The renames in an order in which no name is taken yet when it is given: who gives one up goes first. */
export function inFreeOrder(renamed: readonly Renamed[]): readonly Renamed[] {
  const left = [...renamed]
  const order: Renamed[] = []
  while (left.length > 0) {
    const given = new Set(left.map(({ from }) => from))
    const at = left.findIndex(({ to }) => !given.has(to))
    // Names that only change places cannot be ordered; core says what stands in the way.
    order.push(...left.splice(Math.max(0, at), 1))
  }
  return order
}
