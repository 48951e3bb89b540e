import { assignmentKey, type StepItem } from '../../../../shared/domain/organisation/types.ts'
import type { Arrived, Connecting } from './connect-state.ts'

export interface RoleColumn {
  readonly name: string
  /** The number of accounts in which the user has the role. */
  readonly accounts: number
}

const byName = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

/** The accounts whose roles are known, by name. */
export function accountsOf({
  listed,
  arrived,
  run,
}: Pick<Connecting, 'arrived'> & {
  readonly listed: Connecting['listed'] | undefined
  readonly run: Connecting['run'] | undefined
}): readonly Arrived[] {
  const found = new Map<string, Arrived>()
  if (listed !== undefined) {
    const roles = new Map<string, string[]>()
    for (const { accountId, roleName } of listed.roles) {
      const known = roles.get(accountId)
      if (known === undefined) roles.set(accountId, [roleName])
      else known.push(roleName)
    }
    for (const { id, name } of listed.accounts) {
      const known = roles.get(id)
      // In an incomplete listing, an account without roles may still have some.
      if (known !== undefined || listed.complete) found.set(id, { id, name, roles: known ?? [] })
    }
  }
  if (run !== undefined) for (const [id, account] of arrived) found.set(id, account)
  return [...found.values()].sort((a, b) => byName.compare(a.name, b.name) || (a.id < b.id ? -1 : 1))
}

/** The roles of all accounts, most common first. */
export function rolesOf(accounts: readonly Arrived[]): readonly RoleColumn[] {
  const counts = new Map<string, number>()
  for (const { roles } of accounts) for (const role of roles) counts.set(role, (counts.get(role) ?? 0) + 1)
  return [...counts]
    .map(([name, count]) => ({ name, accounts: count }))
    .sort((a, b) => b.accounts - a.accounts || byName.compare(a.name, b.name))
}

export const keyOf = (accountId: string, roleName: string): string => assignmentKey({ accountId, roleName })

/** The assignments that get a profile. */
export function chosenOf(
  accounts: readonly Arrived[],
  unchosen: ReadonlySet<string>,
  hidden: ReadonlySet<string>,
): ReadonlySet<string> {
  const chosen = new Set<string>()
  for (const { id, roles } of accounts)
    for (const role of roles) {
      const key = keyOf(id, role)
      if (!hidden.has(role) && !unchosen.has(key)) chosen.add(key)
    }
  return chosen
}

/** The state of a cell's assignment. */
export type CellState = 'new' | 'taken' | 'renamed' | 'kept' | 'left'

export interface Cell {
  readonly state: CellState
  readonly name: string
  readonly why?: string | undefined
  /** The number of other profiles with the same account and role. */
  readonly more: number
}

const cellStates: ReadonlySet<string> = new Set<CellState>(['new', 'taken', 'renamed', 'kept', 'left'])

/** The cells by assignment. */
export function cellsOf(items: readonly StepItem[]): ReadonlyMap<string, Cell> {
  const cells = new Map<string, Cell>()
  for (const item of items) {
    if (!cellStates.has(item.state)) continue
    const key = assignmentKey(item)
    const known = cells.get(key)
    if (known !== undefined) cells.set(key, { ...known, more: known.more + 1 })
    else cells.set(key, { state: item.state as CellState, name: item.name, why: item.why, more: 0 })
  }
  return cells
}

/** Whether the user's choice affects a cell: kept profiles stay in any case. */
export const canChoose = (cell: Cell | undefined): boolean => cell !== undefined && cell.state !== 'kept'

export interface RowFilter {
  readonly terms: readonly string[]
  readonly onlyNew: boolean
}

/** The accounts that match a filter: their name, ID, roles or profile names contain each of its words. */
export function filteredAccounts(
  accounts: readonly Arrived[],
  cells: ReadonlyMap<string, Cell>,
  hidden: ReadonlySet<string>,
  { terms, onlyNew }: RowFilter,
): readonly Arrived[] {
  if (terms.length === 0 && !onlyNew) return accounts
  return accounts.filter(({ id, name, roles }) => {
    const own = roles.filter((role) => !hidden.has(role)).map((role) => cells.get(keyOf(id, role)))
    if (onlyNew && !own.some((cell) => cell !== undefined && ['new', 'taken', 'left'].includes(cell.state)))
      return false
    if (terms.length === 0) return true
    const text = [name, id, ...roles, ...own.flatMap((cell) => cell?.name ?? [])].join('\n').toLowerCase()
    return terms.every((term) => text.includes(term))
  })
}

export type Mark = 'all' | 'some' | 'none'

/** How many of the cells in question are chosen. */
export function markOf(keys: readonly string[], isOn: (key: string) => boolean): Mark {
  const on = keys.filter(isOn).length
  return on === 0 ? 'none' : on === keys.length ? 'all' : 'some'
}

/** The set with all these keys added, or removed if it already had all of them. */
export function toggledAll(set: ReadonlySet<string>, keys: readonly string[]): ReadonlySet<string> {
  const next = new Set(set)
  if (keys.every((key) => !set.has(key))) for (const key of keys) next.add(key)
  else for (const key of keys) next.delete(key)
  return next
}

/** Whether an account's name suggests that it is production. */
export const looksLikeProduction = (name: string): boolean =>
  /(?:^|[^a-z])(?:prod|production|prd|live)(?:[^a-z]|$)/i.test(name)
