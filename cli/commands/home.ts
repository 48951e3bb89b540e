import { isAbsolute } from 'node:path'
import { isHomePath } from '../../core/state/chosen-home.ts'
import { hasSharedFiles } from '../../core/system/windows-homes.ts'
import { shownPath } from '../../core/system/shown-path.ts'
import type { Output } from '../../shared/contract/index.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { trimEndOf } from '../../shared/domain/text/trim-end.ts'
import type { CliContext, WriteOptions } from '../context.ts'
import { withCore } from '../open-core.ts'
import { finish, printNote } from '../output/reply.ts'
import { safeText } from '../terminal/safe-text.ts'
import { writeTable } from '../terminal/table.ts'

type Homes = Output<'settings.homes'>
type Home = Homes['homes'][number]

const systems = { linux: 'Linux', windows: 'Windows' } as const

const stateOf = ({ used, chosen }: Home): string =>
  used ? (chosen ? 'in use' : 'in use until now') : chosen ? 'chosen' : '—'

const oneHome = () =>
  fail('NotAllowed', 'There is one home here.', {
    reason: 'Under WSL there are two, one of Linux and one of Windows; this is not WSL.',
    remedy: 'To read other files, set AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE.',
  })

function printHomes(context: CliContext, { homes, byVariable }: Homes): void {
  const { terminal, homeDir } = context
  const rows = homes.map((home) => [
    systems[home.system],
    safeText(home.system === 'linux' ? shownPath(`${home.path}/.aws`, homeDir) : `${home.path}/.aws`),
    home.profiles === undefined ? 'cannot be read' : String(home.profiles),
    stateOf(home),
  ])
  const columns = [
    { title: 'Home', whole: true },
    { title: 'Files', middle: true },
    { title: 'Profiles', leaves: 1 },
    { title: 'State', whole: true },
  ] as const
  writeTable(columns, rows, { paint: terminal.paint, columns: terminal.columns }, terminal.out)
  if (byVariable)
    printNote(
      context,
      'AWS_CONFIG_FILE or AWS_SHARED_CREDENTIALS_FILE is set here, and comes before the choice.',
    )
  if (homes.length === 1) printNote(context, 'No Windows home on a mounted drive has AWS files.')
  for (const { line, path } of homes) {
    if (line === undefined) continue
    printNote(context, `A Linux profile gets keys from the Stackpass of ${safeText(path)} with this line:`)
    terminal.err(`  ${safeText(line)} NAME\n`)
  }
}

/** The setting for the user's choice: null for Linux. */
function choose({ homes }: Homes, wanted: string): Result<string | null> {
  if (wanted === 'linux') return ok(null)
  const windows = homes.filter(({ system }) => system === 'windows').map(({ path }) => path)
  if (wanted === 'windows') {
    const [only, ...others] = windows
    if (only !== undefined && others.length === 0) return ok(only)
    return fail(
      'BadInput',
      only === undefined ? 'No Windows home was found.' : 'There are several Windows homes.',
      {
        reason:
          only === undefined
            ? 'No folder in Users on a mounted drive has a readable file in .aws.'
            : windows.join(', '),
        remedy: 'Name the folder: `stackpass home /mnt/c/Users/NAME`.',
      },
    )
  }
  const path = trimEndOf(wanted, (character) => character === '/')
  if (isAbsolute(wanted) && isHomePath(path) && (windows.includes(path) || hasSharedFiles(path)))
    return ok(path)
  return fail('BadInput', `${wanted} is not a home with AWS files.`, {
    reason: 'It has neither .aws/config nor .aws/credentials, or is not an absolute path.',
    remedy: '`stackpass home` lists the homes that were found.',
  })
}

/** `home [linux|windows|FOLDER]`: shows both homes under WSL, or chooses whose files are used. */
export function runHome(
  context: CliContext,
  wanted: string | undefined,
  options: WriteOptions,
): Promise<number> {
  return withCore(context, async (call) => {
    const reply = await call('settings.homes', {})
    if (!reply.ok || reply.value.homes.length === 0)
      return finish(context, options, reply.ok ? oneHome() : reply, () => undefined)
    if (wanted === undefined) return finish(context, options, reply, (homes) => printHomes(context, homes))
    const choice = choose(reply.value, wanted)
    if (!choice.ok) return finish(context, options, choice, () => undefined)
    const windowsHome = choice.value
    const used =
      windowsHome === null ? 'those of Linux' : `those of Windows, in ${safeText(windowsHome)}/.aws`
    if (
      reply.value.homes.some(
        ({ chosen, path, system }) =>
          chosen && path === (windowsHome ?? path) && (system === 'linux') === (windowsHome === null),
      )
    )
      return finish(context, options, ok({ windowsHome }), () =>
        context.terminal.out(`The AWS files are ${used} already.\n`),
      )
    if (options.dryRun === true)
      return finish(context, options, ok({ windowsHome }), () =>
        context.terminal.out(`The AWS files would be ${used}.\nNothing was written (--dry-run).\n`),
      )
    const saved = await call('settings.set', { windowsHome })
    return finish(context, options, saved.ok ? ok({ windowsHome }) : saved, () => {
      context.terminal.out(`The AWS files are ${used}.\n`)
      printNote(context, 'No profile is active now. Shells with the hook follow from their next prompt on;')
      printNote(
        context,
        'in others the AWS CLI keeps using the files of Linux, or those that you name there.',
      )
      printNote(context, 'An open page or app shows the other files until you restart it.')
      if (reply.value.byVariable)
        printNote(
          context,
          'Variables that name the files come before this: remove them from the start-up file of your shell.',
        )
    })
  })
}
