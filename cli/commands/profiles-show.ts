import type { Operation, ProfileDetail, ProfileReaders, SettingView } from '../../shared/contract/models.ts'
import { answerInWords, labelOf, sameAnswers } from '../../shared/domain/aws/readers/same-answers.ts'
import { quotePosix } from '../../shared/domain/transfer/export/quoting.ts'
import { secretMask } from '../../shared/domain/secrets/secret-mask.ts'
import type { CliContext, CommonOptions } from '../context.ts'
import { withCore, withQuickCore } from '../open-core.ts'
import { expiryText } from '../output/expiry-text.ts'
import { accessText } from '../output/session-text.ts'
import { formatFileProblem } from '../output/format-file-problem.ts'
import { finish } from '../output/reply.ts'
import { padEnd } from '../terminal/display-width.ts'
import { safeText } from '../terminal/safe-text.ts'
import { formatTable, type Cell } from '../terminal/table.ts'
import { localTime } from './local-time.ts'

function settingRow(setting: SettingView, labelOf: (kind: string) => string): Cell[] {
  const value = setting.secret
    ? `${setting.shown ?? secretMask} (${setting.length ?? 0} characters)`
    : (setting.value ?? '')
  const { shadowed } = setting
  return [
    { text: safeText(setting.key) },
    { text: safeText(value) },
    { text: `${labelOf(setting.file)}:${setting.line}`, colour: 'dim' },
    { text: shadowed ? `hides ${labelOf(shadowed.file)}:${shadowed.line}` : '', colour: 'yellow' },
  ]
}

/** The account ID, with its name at AWS and when that was learned. */
function accountText({
  account,
  accountName,
  accountNameAt,
  accountFromName,
}: ProfileDetail['summary']): string | undefined {
  if (accountFromName === true) return `${account} (judging by its name; not checked)`
  if (account === undefined || accountName === undefined) return account
  return `${account}, ${accountName}${accountNameAt === undefined ? '' : ` (as listed ${localTime(accountNameAt)})`}`
}

/** Whether the profile's state says only when its own keys end. */
function endsWithKeys({ access, expiresAt }: ProfileDetail['summary']): boolean {
  if (access?.kind === 'works') return access.until !== undefined && access.until === expiresAt
  return access?.kind === 'keysEnded' && access.endedAt !== undefined && access.endedAt === expiresAt
}

function facts(detail: ProfileDetail): [string, string][] {
  const { summary, seenBy } = detail
  const unseen = [...(seenBy.awsCli ? [] : ['the AWS CLI']), ...(seenBy.jsSdk ? [] : ['the JS SDK'])]
  const verified = summary.verified
  const list: [string, string | undefined][] = [
    ['Kind', summary.kind],
    [
      'Group',
      summary.group &&
        `${summary.group}${summary.production ? ' (production)' : ''}${summary.groupRule === undefined ? '' : `, by the rule ${summary.groupRule}`}`,
    ],
    ['Account', accountText(summary)],
    ['Keys', expiryText(summary.expiresAt, new Date())?.text],
    ['Now', endsWithKeys(summary) ? undefined : accessText(summary.access, new Date())],
    [
      'Verified',
      verified &&
        `${verified.status === 'valid' ? (verified.arn ?? 'valid') : (verified.failure?.message ?? verified.status)} (${verified.checkedAt})`,
    ],
    ['Used by', detail.references.map(({ profile, key }) => `${profile} (${key})`).join(', ')],
    ['Not seen by', unseen.join(' and ')],
    [
      'Managed by',
      detail.managed?.map(({ owner = 'another tool, perhaps', effect }) => `${owner}. ${effect}.`).join(' '),
    ],
  ]
  return list.filter((fact): fact is [string, string] => fact[1] !== undefined && fact[1] !== '')
}

/** The command that makes a change to one profile; undefined for repairs by line, which `problems --fix` makes. */
function commandOf(operation: Operation): string | undefined {
  if (operation.type === 'set')
    return `profiles set ${quotePosix(operation.profile)} ${operation.key} ${quotePosix(operation.value)}`
  if (operation.type !== 'unset') return undefined
  const file = operation.file === undefined ? '' : ` --file ${operation.file}`
  return `profiles unset ${quotePosix(operation.profile)} ${operation.key}${file}`
}

/** Commands that make tools agree on the profile. */
function wayOut({ name, agreement, twin }: ProfileReaders): readonly string[] {
  if (agreement !== undefined) {
    const commands = agreement.operations.map((operation) => commandOf(operation) ?? 'problems --fix')
    return [
      `They agree with this change: ${agreement.label}. All tools then use ${agreement.then}.`,
      ...[...new Set(commands)].map((command) => `  stackpass ${command}`),
    ]
  }
  if (twin === undefined) return []
  const tools = labelOf(twin.for)
  return twin.name === undefined
    ? [
        `${tools} cannot use it. A twin asks Stackpass for its credentials:`,
        `  stackpass bridge twin ${quotePosix(name)}`,
      ]
    : [`${tools} can use its twin ${twin.name}, which asks Stackpass for these credentials.`]
}

function printDetail(context: CliContext, detail: ProfileDetail, readers: ProfileReaders | undefined): void {
  const { terminal } = context
  const { files } = detail
  const labelOf = (kind: string): string => files.find((file) => file.kind === kind)?.label ?? kind
  terminal.out(`${terminal.paint('bold', safeText(detail.summary.name))}\n`)
  for (const [name, value] of facts(detail)) terminal.out(`${padEnd(name, 12)}${safeText(value)}\n`)
  if (detail.settings.length > 0) {
    const columns = [
      { title: 'Setting' },
      { title: 'Value', least: 12 },
      { title: 'From' },
      { title: 'Note' },
    ]
    const rows = detail.settings.map((setting) => settingRow(setting, labelOf))
    terminal.out(`\n${formatTable(columns, rows, terminal)}`)
  }
  terminal.out('\nWhat each tool uses, from your files and this environment\n')
  for (const { label, answer } of sameAnswers(detail.readers ?? {})) {
    const code = answer.asks === 'mfa' ? ' It asks for an MFA code.' : ''
    const account = answer.account === undefined ? '' : ` Account ${answer.account}.`
    terminal.out(
      `  ${label}: ${answerInWords(answer).toLowerCase()}. ${safeText(answer.why)}${code}${account}\n`,
    )
  }
  for (const line of readers === undefined ? [] : wayOut(readers)) terminal.out(`  ${safeText(line)}\n`)
  if (detail.chain.length > 1) {
    terminal.out('\nWhere its credentials come from\n')
    for (const [index, step] of detail.chain.entries())
      terminal.out(
        `  ${index + 1}. ${safeText(step.action)}${step.problem === undefined ? '' : `: ${safeText(step.problem)}`}\n`,
      )
  }
  if (detail.problems.length > 0) terminal.out('\n')
  for (const problem of detail.problems) terminal.out(formatFileProblem(problem, files, terminal.paint))
}

/** `profiles show NAME` */
export function runShow(context: CliContext, name: string, options: CommonOptions): Promise<number> {
  return withQuickCore(context, async (call) => {
    const reply = await call('profiles.show', { name })
    const isPrinted = reply.ok && options.json !== true
    const tools = isPrinted ? await call('profiles.readers', { names: [name], repairs: true }) : undefined
    const [readers] = tools?.ok === true ? tools.value.profiles : []
    return finish(context, options, reply, (detail) => printDetail(context, detail, readers))
  })
}

/** `profiles reveal NAME KEY`: prints only the value, so that it can be piped. */
export function runReveal(
  context: CliContext,
  name: string,
  key: string,
  options: CommonOptions,
): Promise<number> {
  return withCore(context, async (call) => {
    const reply = await call('profiles.reveal', { name, key })
    const shown = context.terminal.columns === undefined ? (text: string) => text : safeText
    return finish(context, options, reply, ({ value }) => context.terminal.out(`${shown(value)}\n`))
  })
}
