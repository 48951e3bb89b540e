import type { ProjectSummary, StackList, StackSummary } from '../../../shared/contract/models.ts'
import { searchTextOf, termsOf } from '../../ui/filter-terms.ts'
import type { ProfileFrom, StackTab } from './stack-list-state.ts'
import { keyOf } from './stack-key.ts'

export type StackRow =
  | { readonly type: 'project'; readonly project: Omit<ProjectSummary, 'stacks'> }
  | { readonly type: 'stack'; readonly key: string; readonly stack: StackSummary; readonly project: string }
  /** A problem, under its stack or its project. */
  | { readonly type: 'wrong'; readonly key: string; readonly stack: StackSummary; readonly project: string }
  | { readonly type: 'problem'; readonly text: string; readonly place: string }

/** The key of the stack in a row; headings and problems have none. */
export function keyOfRow(row: StackRow): string | undefined {
  return row.type === 'stack' ? row.key : undefined
}

export interface StackFilter {
  readonly tab: StackTab
  readonly from: ProfileFrom | undefined
  readonly text: string
}

/** Whether Pulumi would refuse to run because of the account. */
export function isWrong({ verdict }: StackSummary): boolean {
  return verdict === 'not-allowed' || verdict === 'forbidden'
}

function searchText(project: ProjectSummary, stack: StackSummary): string {
  const { account } = stack
  return searchTextOf([
    project.name,
    project.label,
    stack.stack,
    stack.profile,
    stack.profileFromLabel,
    stack.region,
    account?.id,
    account?.alias,
    ...stack.environments,
  ])
}

function passes(
  project: ProjectSummary,
  stack: StackSummary,
  filter: StackFilter,
  terms: readonly string[],
): boolean {
  if (filter.tab === 'wrong' && !isWrong(stack)) return false
  if (filter.tab === 'open' && stack.verdict !== 'unguarded') return false
  if (filter.from !== undefined && stack.profileFrom !== filter.from) return false
  if (terms.length === 0) return true
  const text = searchText(project, stack)
  return terms.every((term) => text.includes(term))
}

function placeOf(label: string, line: number | undefined): string {
  return line === undefined ? label : `${label}:${line}`
}

/** The rows of the list: each project with its stacks that match the filter, and problems under them. */
export function stackRows(list: StackList, filter: StackFilter): StackRow[] {
  const terms = termsOf(filter.text)
  const open = terms.length === 0 && filter.tab === 'all' && filter.from === undefined
  const rows: StackRow[] = []
  for (const project of list.projects) {
    const { stacks, ...rest } = project
    const shown = stacks.filter((stack) => passes(project, stack, filter, terms))
    if (shown.length === 0 && !open) continue
    rows.push({ type: 'project', project: rest })
    if (project.problem !== undefined) {
      const { message, line } = project.problem
      rows.push({ type: 'problem', text: message, place: placeOf(project.projectFile, line) })
    }
    for (const stack of shown) {
      const key = keyOf(stack)
      rows.push({ type: 'stack', key, stack, project: project.name })
      if (isWrong(stack)) rows.push({ type: 'wrong', key, stack, project: project.name })
      if (stack.problem !== undefined) {
        const { message, line } = stack.problem
        rows.push({ type: 'problem', text: message, place: placeOf(stack.label, line) })
      }
    }
  }
  return rows
}

/** The stacks of the rows, in their order. */
export function stacksOf(rows: readonly StackRow[]): StackSummary[] {
  return rows.flatMap((row) => (row.type === 'stack' ? [row.stack] : []))
}

export interface StackCounts {
  readonly all: number
  readonly projects: number
  readonly wrong: number
  readonly open: number
  readonly from: ReadonlyMap<ProfileFrom, number>
}

/** How many stacks there are, for the heading, the tabs and the sources. */
export function countStacks(list: StackList): StackCounts {
  const from = new Map<ProfileFrom, number>()
  let all = 0
  let wrong = 0
  let open = 0
  for (const { stacks } of list.projects) {
    for (const stack of stacks) {
      all++
      if (isWrong(stack)) wrong++
      if (stack.verdict === 'unguarded') open++
      from.set(stack.profileFrom, (from.get(stack.profileFrom) ?? 0) + 1)
    }
  }
  return { all, projects: list.projects.length, wrong, open, from }
}
