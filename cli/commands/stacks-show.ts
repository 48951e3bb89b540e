import type { StackDetail } from '../../shared/contract/models.ts'
import { secretMask } from '../../shared/domain/secrets/secret-mask.ts'
import { exitCodes, type CliContext } from '../context.ts'
import { withCore } from '../open-core.ts'
import { formatStackProblem } from '../output/format-stack-problem.ts'
import { finish, printJson } from '../output/reply.ts'
import { padEnd } from '../terminal/display-width.ts'
import { safeText } from '../terminal/safe-text.ts'
import { formatTable, type Cell } from '../terminal/table.ts'
import { chosenStacks, type StackChoice } from './stacks-choice.ts'

type Candidate = StackDetail['credentials'][number]

const verdicts: Readonly<Record<StackDetail['summary']['verdict'], string>> = {
  unguarded: 'no account is pinned',
  agrees: 'allowed by the stack',
  'not-allowed': 'NOT allowed by the stack',
  forbidden: 'FORBIDDEN by the stack',
  unknown: 'pinned, but it is not known which account it reaches',
}

const stateColours = { wins: 'green', fails: 'red', beaten: 'dim', absent: 'dim', unknown: 'yellow' } as const

function accountText({ summary }: StackDetail): string {
  const { account, verdict, cannotCheck, cannotRun } = summary
  if (cannotRun !== undefined && verdict !== 'not-allowed' && verdict !== 'forbidden')
    return `none: it cannot run. ${cannotRun}`
  if (account === undefined) {
    const guard = verdict === 'unguarded' ? '' : `, ${verdicts[verdict]}`
    return `not known${guard}${cannotCheck === undefined ? '' : `. ${cannotCheck}`}`
  }
  const when = account.from === 'role' ? 'from its role' : `verified ${account.at ?? ''}`.trim()
  const unless =
    account.unless === undefined
      ? ''
      : `, unless ${account.unless.environments.join(', ')} sets ${account.unless.sets}`
  return `${account.id}${account.alias === undefined ? '' : ` ${account.alias}`} (${when})${unless}, ${verdicts[verdict]}`
}

/** An environment may name a profile that is unknown here; the machine's own keys and roles have no profile. */
const noProfile = ({ profileFrom }: StackDetail['summary']): string =>
  profileFrom === 'esc' || profileFrom === 'unknown' ? 'not known' : 'none'

function facts(detail: StackDetail): [string, string][] {
  const { summary, project } = detail
  const version =
    project.awsVersion ?? (project.awsMajor === undefined ? 'not known' : String(project.awsMajor))
  const list: [string, string | undefined][] = [
    ['File', summary.label],
    ['Profile', `${summary.profile ?? noProfile(summary)} (${summary.profileFromLabel})`],
    ['Account', accountText(detail)],
    ['Region', summary.region ?? (summary.regionOpen === true ? 'not known' : 'not set')],
    ['Allowed', summary.allowedAccountIds.join(', ')],
    ['Forbidden', summary.forbiddenAccountIds.join(', ')],
    ['Imports', detail.environments.map(({ name }) => name).join(', ')],
    ['Backend', project.backend.label],
    ['pulumi-aws', version],
    ['Providers', project.ownProviders && `the program creates its own: ${project.ownProviders.join(', ')}`],
    ['Problem', summary.problem && `${summary.problem.code}: ${summary.problem.message}`],
  ]
  return list.filter((fact): fact is [string, string] => fact[1] !== undefined && fact[1] !== '')
}

function candidateRow({ label, state, value, origin, line, why }: Candidate): Cell[] {
  return [
    { text: state, colour: stateColours[state] },
    { text: label },
    { text: safeText(value ?? '') },
    { text: safeText(line === undefined ? origin : `${origin}:${line}`), colour: 'dim' },
    { text: safeText(why), colour: 'dim' },
  ]
}

const candidateColumns = [
  { title: 'State' },
  { title: 'Where from' },
  { title: 'Value', least: 8 },
  { title: 'Place', least: 10 },
  { title: 'Why', least: 20 },
]

function optionRow(option: StackDetail['options'][number], detail: StackDetail): Cell[] {
  const value = option.secure && option.value === undefined ? secretMask : JSON.stringify(option.value)
  const file = option.from === 'project' ? detail.project.projectFile : detail.summary.path
  const place = `${file.slice(file.lastIndexOf('/') + 1)}${option.line === undefined ? '' : `:${option.line}`}`
  return [{ text: `aws:${option.name}` }, { text: safeText(value) }, { text: safeText(place), colour: 'dim' }]
}

function printDetail(context: CliContext, detail: StackDetail): void {
  const { terminal } = context
  terminal.out(`${terminal.paint('bold', safeText(`${detail.project.name}/${detail.summary.stack}`))}\n`)
  for (const [name, value] of facts(detail)) terminal.out(`${padEnd(name, 12)}${safeText(value)}\n`)
  terminal.out(
    `\nCredentials\n${formatTable(candidateColumns, detail.credentials.map(candidateRow), terminal)}`,
  )
  terminal.out(`\nRegion\n${formatTable(candidateColumns, detail.regions.map(candidateRow), terminal)}`)
  if (detail.hops.length > 0) terminal.out('\nRoles assumed after that\n')
  for (const [index, hop] of detail.hops.entries())
    terminal.out(`  ${index + 1}. ${safeText(hop.roleArn ?? 'a role that is not known')}\n`)
  const set = detail.options.filter(({ value, secure }) => value !== undefined || secure)
  if (set.length > 0) {
    const columns = [{ title: 'Option' }, { title: 'Value', least: 12 }, { title: 'From' }]
    terminal.out(
      `\n${formatTable(
        columns,
        set.map((option) => optionRow(option, detail)),
        terminal,
      )}`,
    )
  }
  for (const unknown of detail.unknowns)
    terminal.out(`\n${terminal.paint('yellow', 'Not known:')} ${safeText(unknown)}\n`)
  if (detail.problems.length > 0) terminal.out('\n')
  for (const problem of detail.problems) {
    const path = problem.file === 'project' ? detail.project.projectFile : detail.summary.label
    terminal.out(formatStackProblem(problem, path, terminal.paint))
  }
}

/** `stacks show` */
export function runStackShow(context: CliContext, options: StackChoice): Promise<number> {
  return withCore(context, async (call) => {
    const chosen = await chosenStacks(context, call, options)
    if (!chosen.ok) return finish(context, options, chosen, () => undefined)
    const details: StackDetail[] = []
    for (const id of chosen.value) {
      const reply = await call('stacks.show', id)
      if (!reply.ok) return finish(context, options, reply, () => undefined)
      details.push(reply.value)
    }
    if (options.json === true)
      printJson(context, { ok: true, value: details.length === 1 ? details[0] : { stacks: details } })
    else
      for (const [index, detail] of details.entries()) {
        if (index > 0) context.terminal.out('\n')
        printDetail(context, detail)
      }
    return exitCodes.done
  })
}
