import type { QuickCall } from '../../core/start/quick-core.ts'
import type { Reply } from '../../shared/contract/index.ts'
import type {
  ActiveState,
  ProfileList,
  ProfileReaders,
  ProfileSummary,
} from '../../shared/contract/models.ts'
import { exitCodes, type CliContext, type CommonOptions } from '../context.ts'

import { withQuickCore } from '../open-core.ts'
import { printFileStates } from '../output/file-states.ts'
import { profileState } from '../output/profile-state.ts'
import { finish, printNote } from '../output/reply.ts'
import { labelOf } from '../../shared/domain/aws/readers/same-answers.ts'
import { chosenProfiles, recentProfiles, type ListChoice } from './list-choice.ts'
import { safeText } from '../terminal/safe-text.ts'
import { writeTable, type Cell, type Column } from '../terminal/table.ts'

export interface ListOptions extends CommonOptions, ListChoice {
  readonly names?: boolean
  /** Count each profile's problems even in large files; takes longer. */
  readonly problems?: boolean
  /** List profiles under a heading for each group. */
  readonly by?: 'group'
  /** Only profiles on which tools disagree, with what each tool uses. */
  readonly disagree?: boolean
}

const columns = [
  { title: '', least: 1 },
  { title: 'Profile', least: 16, middle: true },
  { title: 'Kind', leaves: 2 },
  { title: 'Account', whole: true },
  { title: 'Account name', leaves: 3 },
  { title: 'Region', leaves: 1 },
  { title: 'Group', leaves: 4 },
  { title: 'State', whole: true },
] as const satisfies readonly Column[]

/** Marks the active profile and production ones, also when the group column does not fit. */
function markOf({ name, production }: ProfileSummary, active: string | undefined): Cell {
  if (name === active) return { text: production ? '*■' : '*', colour: production ? 'red' : 'green' }
  return production ? { text: ' ■', colour: 'red' } : ''
}

function row(profile: ProfileSummary, active: string | undefined, now: Date): Cell[] {
  const name = safeText(profile.name)
  return [
    markOf(profile, active),
    profile.production ? { text: name, colour: 'red' } : name,
    profile.kind,
    safeText(`${profile.account ?? ''}${profile.accountFromName === true ? '?' : ''}`),
    safeText(profile.accountName ?? ''),
    safeText(profile.region ?? ''),
    safeText(profile.group ?? ''),
    profileState(profile, now) ?? '',
  ]
}

/** Yields one row at a time, so that ten thousand profiles do not fill memory. */
function* rowsOf(list: ProfileList, active: string | undefined): Iterable<Cell[]> {
  const now = new Date()
  for (const profile of list.profiles) yield row(profile, active, now)
}

/** The same rows under headings, groups by name, profiles without a group last. */
function* groupedRows(list: ProfileList, active: string | undefined): Iterable<Cell[]> {
  const groups = new Map<string, ProfileSummary[]>()
  for (const profile of list.profiles) {
    const members = groups.get(profile.group ?? '') ?? []
    if (members.length === 0) groups.set(profile.group ?? '', members)
    members.push(profile)
  }
  const now = new Date()
  const inOrder = [...groups].sort(
    ([one], [other]) => Number(one === '') - Number(other === '') || (one < other ? -1 : 1),
  )
  for (const [group, profiles] of inOrder) {
    const production = profiles.some((profile) => profile.production) ? ', production' : ''
    const text = `${group === '' ? 'No group' : safeText(group)} (${profiles.length}${production})`
    yield ['', { text, colour: production === '' ? 'dim' : 'red' }, '', '', '', '', '', '']
    for (const profile of profiles) {
      const [mark, , ...cells] = row(profile, active, now)
      const name = `  ${safeText(profile.name)}`
      // The heading names the group.
      cells[4] = ''
      yield [mark!, profile.production ? { text: name, colour: 'red' } : name, ...cells]
    }
  }
}

function printList(
  context: CliContext,
  list: ProfileList,
  active: ActiveState | undefined,
  by: ListOptions['by'],
): void {
  const { terminal } = context
  if (list.profiles.length === 0) return
  const rows = by === 'group' ? groupedRows(list, active?.profile) : rowsOf(list, active?.profile)
  writeTable(columns, rows, terminal, terminal.out)
}

/** For scripts: the raw names; control characters are escaped only on a terminal. */
function printNames(context: CliContext, list: ProfileList): void {
  const shown = context.terminal.columns === undefined ? (name: string) => name : safeText
  context.terminal.out(list.profiles.map(({ name }) => `${shown(name)}\n`).join(''))
}

const toolColumns = [
  { title: 'Profile', least: 16 },
  { title: 'Tools', least: 24 },
  { title: 'Use', least: 24 },
]

/** One row for each answer; the first one has the profile's name. */
function* toolRows(readers: readonly ProfileReaders[]): Iterable<Cell[]> {
  for (const { name, answers } of readers) {
    for (const [index, { tools, works, why }] of answers.entries()) {
      yield [
        index === 0 ? safeText(name) : '',
        labelOf(tools),
        { text: safeText(why), ...(works === false && { colour: 'red' as const }) },
      ]
    }
  }
}

/** `profiles list --json` and `--disagree`: finds out what each tool uses in every profile. */
async function listWithTools(context: CliContext, call: QuickCall, options: ListOptions): Promise<number> {
  const all = await call('profiles.list', { tools: true })
  const recent = options.sort === 'recent' ? await recentProfiles(context) : []
  const only = (whole: ProfileList): ProfileList => {
    const list = chosenProfiles(whole, options, recent)
    if (options.disagree !== true) return list
    return { ...list, profiles: list.profiles.filter(({ disagree }) => disagree === true) }
  }
  const reply: Reply<ProfileList> = all.ok ? { ok: true, value: only(all.value) } : all
  const asTable = options.json !== true && options.names !== true
  const names = reply.ok ? reply.value.profiles.map(({ name }) => name) : []
  const readers = asTable && names.length > 0 ? await call('profiles.readers', { names }) : undefined
  if (readers?.ok === false) return finish(context, options, readers, () => undefined)
  const code = finish(context, options, reply, (list) => {
    const { terminal } = context
    if (!asTable) printNames(context, list)
    else if (readers === undefined) terminal.out('All tools use every profile in the same way.\n')
    else writeTable(toolColumns, toolRows(readers.value.profiles), terminal, terminal.out)
  })
  if (!reply.ok) return code
  return printFileStates(context, reply.value) ? exitCodes.done : exitCodes.refused
}

/**
 * `profiles list`. An unreadable file is an error on standard error with exit code 1; the other file is still listed.
 * Checks single settings in small files, and in large ones only with --problems and --json, because there the check takes
 * longer than the list. Finds out what each tool uses with --disagree and --json.
 */
export function runList(context: CliContext, options: ListOptions): Promise<number> {
  if (options.json === true || options.disagree === true)
    return withQuickCore(context, (call) => listWithTools(context, call, options))
  // Finding broken profiles requires checking the settings.
  const problems = options.problems === true || options.broken === true || options.sort === 'state'
  const run = async (call: QuickCall): Promise<number> => {
    const asTable = options.names !== true
    const reply = await call('profiles.list', asTable && !problems ? {} : { problems })
    const active = asTable && reply.ok ? await call('active.get', {}) : undefined
    const recent = options.sort === 'recent' ? await recentProfiles(context) : []
    const code = finish(context, options, reply, (whole) => {
      const list = chosenProfiles(whole, options, recent)
      if (asTable && list.profiles.length === 0 && whole.profiles.length > 0)
        printNote(context, `None of ${whole.profiles.length} profiles matches.`)
      if (asTable) printList(context, list, active?.ok === true ? active.value : undefined, options.by)
      else printNames(context, list)
    })
    if (!reply.ok) return code
    return printFileStates(context, reply.value) ? exitCodes.done : exitCodes.refused
  }
  return withQuickCore(context, run)
}
