import type { QuickCall } from '../../core/start/quick-core.ts'
import type { Call, Reply } from '../../shared/contract/index.ts'
import type { ProfileList } from '../../shared/contract/models.ts'
import { exitCodes, type CliContext, type CommonOptions, type WriteOptions } from '../context.ts'
import { toolsDisagree } from '../../shared/domain/aws/problems/tools-disagree.ts'
import { withCore, withQuickCore } from '../open-core.ts'
import { bannersOf } from '../output/file-states.ts'
import { formatFileProblem } from '../output/format-file-problem.ts'
import { finish, printError, printNote } from '../output/reply.ts'
import { mixText } from '../output/session-text.ts'
import { usageError } from '../output/usage-error.ts'
import { writePlan } from '../output/write-plan.ts'
import { safeText } from '../terminal/safe-text.ts'
import { noteUnreadable } from './history.ts'

type Severity = ProfileList['problems'][number]['severity']

function tally(list: ProfileList): string {
  const count = (severity: Severity): number =>
    list.problems.filter((problem) => problem.severity === severity).length
  const unreadable = list.files.filter((file) => file.state === 'unreadable').length
  const parts = [
    [count('error') + unreadable, 'error'],
    [count('warning'), 'warning'],
    [count('info'), 'remark'],
  ] as const
  const said = parts
    .filter(([number]) => number > 0)
    .map(([number, word]) => `${number} ${word}${number === 1 ? '' : 's'}`)
  return said.length === 0 ? 'No problems found.' : said.join(', ')
}

export interface ProblemOptions extends WriteOptions {
  readonly fix?: boolean
  readonly self?: boolean
}

/** Adds a problem for each profile on which tools disagree, with the change that makes them agree if it is one line. */
async function listWithTools(call: QuickCall, profiles: boolean): Promise<Reply<ProfileList>> {
  const [list, tools] = [
    await call('profiles.list', { problems: true, profiles }),
    await call('profiles.readers', { disagreeing: true, repairs: true }),
  ]
  if (!list.ok) return list
  if (!tools.ok) return tools
  const found = tools.value.profiles
    .filter(({ disagree }) => disagree)
    .map((readers) => {
      const [operation, ...more] = readers.agreement?.operations ?? []
      const fix =
        operation !== undefined && more.length === 0
          ? { fix: { label: readers.agreement?.label ?? '', operation } }
          : {}
      return { ...toolsDisagree(readers), ...fix }
    })
  return { ok: true, value: { ...list.value, problems: [...list.value.problems, ...found] } }
}

/** `problems`: lists all problems by file and line. Exit code 1 when one is an error. */
async function listProblems(context: CliContext, call: QuickCall, options: CommonOptions): Promise<number> {
  const { terminal } = context
  const reply = await listWithTools(call, options.json === true)
  const code = finish(context, options, reply, (list) => {
    for (const banner of bannersOf(list)) terminal.out(`${terminal.paint('red', safeText(banner))}\n\n`)
    for (const problem of list.problems) terminal.out(formatFileProblem(problem, list.files, terminal.paint))
    terminal.out(`${tally(list)}\n`)
    const repairs = list.problems.filter(
      ({ code, fix }) => code !== 'ToolsDisagree' && fix?.operation.type === 'fix',
    ).length
    if (repairs > 0)
      terminal.out(
        `${repairs} of them can be repaired: \`stackpass problems --fix\`, with --dry-run to see how first.\n`,
      )
  })
  if (!reply.ok) return code
  const sessions = await call('sessions.list', {})
  if (sessions.ok) {
    const mixes = sessions.value.sessions.map(mixText).filter((text) => text !== undefined)
    for (const mix of mixes) printNote(context, mix)
  } else printError(context, sessions.error)
  const history = await call('history.list', { limit: 1 })
  if (history.ok) noteUnreadable(context, history.value.unreadable)
  else printError(context, history.error)
  const { files, problems } = reply.value
  for (const { error } of files) if (error !== undefined) printError(context, error)
  const broken =
    files.some(({ state }) => state === 'unreadable') || problems.some(({ severity }) => severity === 'error')
  return broken ? exitCodes.refused : exitCodes.done
}

/** `problems --fix`: makes all repairs in one change and lists what remains. */
async function repair(context: CliContext, call: Call, options: ProblemOptions): Promise<number> {
  const code = await writePlan(context, call, options, await call('edits.planRepairs', {}))
  if (code !== exitCodes.done || options.dryRun === true) return code
  const after = await call('profiles.list', {})
  if (after.ok && after.value.problems.length > 0)
    printNote(context, `Left without a repair: ${tally(after.value)}. \`stackpass problems\` lists them.`)
  return code
}

export async function runProblems(context: CliContext, options: ProblemOptions): Promise<number> {
  if (options.self === true && (options.fix === true || options.dryRun === true))
    return usageError(context, '--self cannot be combined with --fix or --dry-run.')
  if (options.self === true) return (await import('./doctor-self.ts')).runDoctorSelf(context, options)
  if (options.dryRun === true && options.fix !== true) return usageError(context, '--dry-run needs --fix.')
  return options.fix === true
    ? withCore(context, (call) => repair(context, call, options))
    : withQuickCore(context, (call) => listProblems(context, call, options))
}
