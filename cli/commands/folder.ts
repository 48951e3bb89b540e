import { shownPath } from '../../core/system/shown-path.ts'
import type { Call, Output, Reply } from '../../shared/contract/index.ts'
import type { CliContext, CommonOptions } from '../context.ts'
import { withCore } from '../open-core.ts'
import { confirm, notConfirmed } from '../output/confirm-plan.ts'
import { finish, printNote } from '../output/reply.ts'
import { safeText } from '../terminal/safe-text.ts'
import { writeTable } from '../terminal/table.ts'

export interface FolderOptions extends CommonOptions {
  readonly yes?: boolean
  readonly stacks?: boolean
}

type FolderProfile = Output<'folders.list'>['folders'][number]

const sources = { rule: 'your rule', file: '.stackpass.toml', stacks: 'selected stack' } as const

/** The states in words, and what to do about them. */
const states = {
  holds: 'in use',
  changed: 'changed since, not in use',
  gone: 'gone; not in use',
  denied: 'turned down',
} as const

function profilesOf({ profile, stacks }: FolderProfile): string {
  return profile ?? stacks?.map(([stack, name]) => `${stack}: ${name}`).join(', ') ?? '—'
}

/** Shells keep the allowed profile of a stack even when its file now names another one. */
function stateOf(one: FolderProfile): string {
  if (!one.known) return 'no such profile'
  if (one.from === 'stacks' && one.state === 'changed') return 'stacks changed since; allow again'
  return states[one.state]
}

function printFolders(context: CliContext, folders: readonly FolderProfile[]): void {
  const { terminal } = context
  if (folders.length === 0) {
    terminal.out('No folder has a profile of its own.\n')
    return
  }
  const rows = folders.map((one) => [
    safeText(shownPath(one.folder, context.homeDir)),
    safeText(profilesOf(one)),
    sources[one.from],
    stateOf(one),
  ])
  const columns = [
    { title: 'Folder', middle: true },
    { title: 'Profile', middle: true },
    { title: 'By', leaves: 1 },
    { title: 'State', whole: true },
  ] as const
  writeTable(columns, rows, { paint: terminal.paint, columns: terminal.columns }, terminal.out)
}

function printOne(context: CliContext, one: FolderProfile): void {
  const place = safeText(shownPath(one.folder, context.homeDir))
  if (one.state === 'denied') {
    context.terminal.out(`${place} has no profile of its own.\n`)
    return
  }
  context.terminal.out(`${place}: ${safeText(profilesOf(one))}, by ${sources[one.from]}\n`)
  printNote(context, 'Shells with the hook use it there and below, from their next prompt.')
}

/** `folder list` */
export function runFolderList(context: CliContext, options: CommonOptions): Promise<number> {
  return withCore(context, async (call) =>
    finish(context, options, await call('folders.list', {}), ({ folders }) => printFolders(context, folders)),
  )
}

/** Runs the action; asks first if the profile is production. */
async function asked(
  context: CliContext,
  options: FolderOptions,
  run: (call: Call, confirmed: boolean) => Promise<Reply<FolderProfile>>,
): Promise<number> {
  return withCore(context, async (call) => {
    const reply = await run(call, options.yes === true)
    if (reply.ok || reply.error.code !== 'ConfirmationNeeded')
      return finish(context, options, reply, (one) => printOne(context, one))
    const answer = await confirm(context, `${safeText(reply.error.message)} Use it in this folder?`)
    if (answer !== true) return notConfirmed(context, options, answer)
    return finish(context, options, await run(call, true), (one) => printOne(context, one))
  })
}

/** `folder allow [DIR]` */
export function runFolderAllow(
  context: CliContext,
  folder: string | undefined,
  options: FolderOptions,
): Promise<number> {
  const spelled = folder === undefined ? context.env['PWD'] : undefined
  return asked(context, options, (call, confirmed) =>
    call('folders.allow', {
      folder: folder ?? process.cwd(),
      ...(spelled !== undefined && spelled.length <= 4096 && { spelled }),
      ...(options.stacks === true && { stacks: true }),
      confirmed,
    }),
  )
}

/** `folder set NAME [DIR]` */
export function runFolderSet(
  context: CliContext,
  profile: string,
  folder: string | undefined,
  options: FolderOptions,
): Promise<number> {
  return asked(context, options, (call, confirmed) =>
    call('folders.set', { folder: folder ?? process.cwd(), profile, confirmed }),
  )
}

/** `folder deny [DIR]` */
export function runFolderDeny(
  context: CliContext,
  folder: string | undefined,
  options: CommonOptions,
): Promise<number> {
  return withCore(context, async (call) =>
    finish(context, options, await call('folders.deny', { folder: folder ?? process.cwd() }), (one) =>
      printOne(context, one),
    ),
  )
}
