import type { ProjectSummary, StackList, StackSummary } from '../../shared/contract/models.ts'
import type { CliContext } from '../context.ts'
import { withCore } from '../open-core.ts'
import { finish, printNote } from '../output/reply.ts'
import { safeText } from '../terminal/safe-text.ts'
import { formatTable, type Cell } from '../terminal/table.ts'
import { chosenProjects, type StackChoice } from './stacks-choice.ts'

export interface StackListOptions extends StackChoice {
  readonly everywhere?: boolean
}

const columns = [
  { title: '', least: 1 },
  { title: 'Stack', least: 16 },
  { title: 'Profile', least: 12 },
  { title: 'From', least: 10 },
  { title: 'Account', least: 12 },
  { title: 'Region', least: 9 },
  { title: 'State', least: 14 },
  { title: 'Folder', least: 10 },
]

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`
}

function stateOf(stack: StackSummary): Cell {
  if (stack.problem !== undefined) return { text: stack.problem.code, colour: 'red' }
  if (stack.verdict === 'not-allowed') return { text: 'account not allowed', colour: 'red' }
  if (stack.verdict === 'forbidden') return { text: 'account forbidden', colour: 'red' }
  if (stack.errors > 0) return { text: count(stack.errors, 'error'), colour: 'red' }
  if (stack.warnings > 0) return { text: count(stack.warnings, 'warning'), colour: 'yellow' }
  if (stack.verdict === 'agrees') return { text: 'account agrees', colour: 'green' }
  return { text: stack.presence === 'backend-only' ? 'no file' : '' }
}

/** The account that the stack would reach; a stack that cannot run reaches none, as on the page. */
function accountOf({ account, cannotRun, verdict }: StackSummary): Cell {
  if (cannotRun !== undefined && verdict !== 'not-allowed' && verdict !== 'forbidden')
    return { text: 'cannot run', colour: 'red' }
  const parts = [account?.id, account?.alias, account?.unless && '(or ESC)']
  return { text: safeText(parts.filter((part) => part !== undefined).join(' ')) }
}

function row(project: ProjectSummary, stack: StackSummary): Cell[] {
  return [
    { text: stack.selected ? '*' : '', colour: 'green' },
    { text: safeText(`${project.name}/${stack.stack}`) },
    { text: safeText(stack.profile ?? '') },
    { text: safeText(stack.profileFromLabel), colour: 'dim' },
    accountOf(stack),
    { text: safeText(stack.region ?? (stack.regionOpen === true ? 'not known' : '')) },
    stateOf(stack),
    { text: safeText(project.label), colour: 'dim' },
  ]
}

const namedAtMost = 5

/** Notes that the list is about the default provider; programs may create others. */
function noteOwnProviders(context: CliContext, projects: readonly ProjectSummary[]): void {
  const own = projects.flatMap(({ name, ownProviders = [] }) =>
    ownProviders.length === 0 ? [] : [`${name} (${ownProviders.join(', ')})`],
  )
  if (own.length === 0) return
  const more = own.length > namedAtMost ? ` and ${own.length - namedAtMost} more` : ''
  printNote(
    context,
    `Programs create AWS providers of their own, which this list does not cover: ${own.slice(0, namedAtMost).join(', ')}${more}.`,
  )
}

function printList(context: CliContext, list: StackList): void {
  const rows = list.projects.flatMap((project) => project.stacks.map((stack) => row(project, stack)))
  if (rows.length > 0) context.terminal.out(formatTable(columns, rows, context.terminal))
  for (const project of list.projects) {
    if (project.problem !== undefined)
      printNote(context, `${project.label}: ${project.problem.code}: ${project.problem.message}`)
    else if (project.stacks.length === 0)
      printNote(context, `${project.label}: ${project.name} has no stacks yet.`)
  }
  noteOwnProviders(context, list.projects)
  for (const note of list.notes) printNote(context, note)
  if (list.projects.length > 0) return
  printNote(
    context,
    list.folders.length === 0
      ? 'No folders are set. Add one with `stackpass settings set stackFolders`, or go to a project.'
      : `No Pulumi project was found in ${list.folders.join(', ')}.`,
  )
}

/** `stacks list` */
export function runStackList(context: CliContext, options: StackListOptions): Promise<number> {
  return withCore(context, async (call) => {
    const reply =
      options.everywhere === true
        ? await call('stacks.scan', {})
        : await chosenProjects(context, call, options)
    const code = finish(context, options, reply, (list) => printList(context, list))
    return code
  })
}
