import { Option, type Command } from 'commander'
import { readerNames } from '../../shared/domain/aws/readers/types.ts'
import type { UseOptions } from '../commands/active.ts'
import type { CallOptions } from '../commands/call.ts'
import type { EnvOptions } from '../commands/env.ts'
import type { PurgeOptions } from '../commands/history-purge.ts'
import type { HistoryListOptions, RestoreOptions } from '../commands/history.ts'
import type { LogOptions } from '../commands/log.ts'
import type { ProblemOptions } from '../commands/problems.ts'
import type { ServeCommandOptions } from '../commands/serve.ts'
import type { VerifyOptions } from '../commands/verify.ts'
import type { WhoamiOptions } from '../commands/whoami.ts'
import type { CommonOptions, WriteOptions } from '../context.ts'
import { quickOptions } from '../quick/quick-options.ts'
import { wholeNumber, withDiff, withExamples, withJson, withWrite, type Definition } from './define.ts'

const snippetFormats = ['bash', 'zsh', 'fish', 'powershell', 'cmd', 'dotenv', 'json']

/** `stackpass verify`, `env` and `problems`. */
export function defineChecks(program: Command, { context, end }: Definition): void {
  withJson(
    program
      .command('verify [names...]')
      .description('ask STS who each profile is')
      .option('--all', 'every profile')
      .addOption(
        new Option('--as <tool>', 'the tool whose credentials are checked')
          .choices(readerNames)
          .default('awsCli'),
      )
      .option('--concurrency <number>', 'how many at once, 1 to 32', wholeNumber(1, 32)),
    'verify dev prod',
    'verify dev --as pulumi',
    'verify --all --json',
  ).action(async (names: string[], options: VerifyOptions) =>
    end((await import('../commands/verify.ts')).runVerify(context, names, options)),
  )
  withJson(
    program
      .command('env <name>')
      .description('print the environment of a profile for a shell, as .env or JSON')
      .addOption(new Option('--shell <format>', 'default: your shell').choices(snippetFormats))
      .option('--secrets', 'with the keys themselves'),
    'env dev --shell fish',
    'env dev --secrets --shell dotenv > .env',
  ).action(async (name: string, options: EnvOptions) =>
    end((await import('../commands/env.ts')).runEnv(context, name, options)),
  )
  withWrite(
    program
      .command('problems')
      .alias('doctor')
      .description('list what is wrong in the AWS files, by file and line; exit code 1 on errors')
      .option('--fix', 'make every available repair, in one change')
      .option('--self', 'look at Stackpass itself instead; the output is fit for a bug report'),
    'problems',
    'problems --fix --dry-run',
    'doctor --self',
  ).action(async (options: ProblemOptions) =>
    end((await import('../commands/problems.ts')).runProblems(context, options)),
  )
}

/** `stackpass log`. */
export function defineLog(program: Command, { context, end }: Definition): void {
  withJson(
    program
      .command('log')
      .description('who got which credentials, and whether the log is whole; exit code 1 when it is not')
      .option('--profile <name>', 'of this profile')
      .option('--program <text>', 'by programs with this in their name')
      .option('--since <time>', '30m, 12h, 7d, 2w, or a time')
      .option('--production', 'of production profiles')
      .option('--refused', 'only what was refused or not answered')
      .option('--csv', 'as a table for other programs, the oldest first')
      .option('--limit <number>', 'how many of the newest, 200 by default', wholeNumber(1, 10_000)),
    'log --production --since 12h',
    'log --profile prod-billing --refused',
    'log --csv --since 30d',
  ).action(async (options: LogOptions) => end((await import('../commands/log.ts')).runLog(context, options)))
}

/** `stackpass history …` */
export function defineHistory(program: Command, { context, end }: Definition): void {
  const history = program.command('history').description('what Stackpass wrote; undo and restore')
  const load = () => import('../commands/history.ts')
  withJson(
    history
      .command('list')
      .description('what was written, newest first')
      .option('--limit <number>', 'at most this many, 1 to 500', wholeNumber(1, 500)),
    'history list --limit 10',
  ).action(async (options: HistoryListOptions) => end((await load()).runHistoryList(context, options)))
  withJson(
    history.command('show <id>').description('one entry with its diff'),
    'history show 01795413427769509-af80da6d',
  ).action(async (id: string, options: CommonOptions) =>
    end((await load()).runHistoryShow(context, id, options)),
  )
  withDiff(
    history.command('undo [id]').description('undo an entry; without one, the last'),
    'history undo',
    'history undo --dry-run',
  ).action(async (id: string | undefined, options: WriteOptions) =>
    end((await load()).runUndo(context, id, options)),
  )
  withDiff(
    history
      .command('restore <id>')
      .description('restore a file as it was before an entry')
      .option('--path <file>', 'which file, if the entry has several'),
    'history restore 01795413427769509-af80da6d --dry-run',
  ).action(async (id: string, options: RestoreOptions) =>
    end((await load()).runRestore(context, id, options)),
  )
  withWrite(
    history
      .command('purge')
      .description('forget entries and their backups for good; shows them and asks first')
      .option('--profile <name>', 'entries that hold keys of this profile')
      .option('--file <path>', 'entries that changed this file')
      .option('--older-than <age>', 'entries older than 30d, 12h or 2w')
      .option('--all', 'everything, with cached credentials and logs')
      .option('--yes', 'do not ask first'),
    'history purge --profile old-ci --dry-run',
    'history purge --older-than 7d',
  ).action(async (options: PurgeOptions) =>
    end((await import('../commands/history-purge.ts')).runPurge(context, options)),
  )
}

/** `stackpass use` and `current`. */
export function defineActive(program: Command, { context, end }: Definition): void {
  const load = () => import('../commands/active.ts')
  withWrite(
    program
      .command('use [name]')
      .description('make a profile active in every open shell; without a name, choose one')
      .option('--clear', 'leave no profile active')
      .option(...quickOptions.useYes),
    'use dev',
    'use',
    'use --clear',
  ).action(async (name: string | undefined, options: UseOptions) =>
    end((await load()).runUse(context, name, options)),
  )
  withJson(program.command('current').description('print the active profile'), 'current').action(
    async (options: CommonOptions) => end((await load()).runCurrent(context, options)),
  )
}

/** `stackpass whoami` */
export function defineWhoami(program: Command, { context, end }: Definition): void {
  withJson(
    program
      .command('whoami')
      .description('who you would be here, by which rule, in which account, until when; sends no request')
      .option('--verify', 'ask STS'),
    'whoami',
    'whoami --verify --json',
  ).action(async (options: WhoamiOptions) =>
    end((await import('../commands/whoami.ts')).runWhoami(context, options)),
  )
}

/** `stackpass settings …` */
export function defineSettings(program: Command, { context, end }: Definition): void {
  const settings = program.command('settings').description('the settings of Stackpass')
  const load = () => import('../commands/settings.ts')
  withJson(
    settings.command('get [key]').description('print one setting or all'),
    'settings get theme',
  ).action(async (key: string | undefined, options: CommonOptions) =>
    end((await load()).runSettingsGet(context, key, options)),
  )
  withWrite(
    settings.command('set <key> <value>').description('change a setting; the value is JSON or text'),
    'settings set theme dark',
    `settings set favourites '["dev","prod"]'`,
  ).action(async (key: string, value: string, options: WriteOptions) =>
    end((await load()).runSettingsSet(context, key, value, options)),
  )
}

/** `stackpass home` */
export function defineHome(program: Command, { context, end }: Definition): void {
  withWrite(
    program
      .command('home [home]')
      .description('under WSL: show the homes of Linux and Windows, or choose whose AWS files are used'),
    'home',
    'home windows',
    'home linux',
  ).action(async (home: string | undefined, options: WriteOptions) =>
    end((await import('../commands/home.ts')).runHome(context, home, options)),
  )
}

/** `stackpass call` and `serve`: the contract itself, and the page. */
export function defineHosts(program: Command, { context, end }: Definition): void {
  const call = program
    .command('call <method>')
    .description('call a method of the contract: JSON on standard input, the reply as JSON')
    .option('--schema', 'print the JSON schemas of input and output')
    .option('--json', 'has no effect: the reply is always JSON')
  withExamples(
    call,
    'call profiles.list',
    `call profiles.show <<< '{"name":"dev"}'`,
    'call edits.plan --schema',
  ).action(async (method: string, options: CallOptions) =>
    end((await import('../commands/call.ts')).runCall(context, method, options)),
  )
  withJson(
    program
      .command('serve')
      .description('serve the page on a loopback port until Ctrl-C')
      .option('--port <number>', 'default: any free port', wholeNumber(0, 65_535))
      .option(
        '--idle <hours>',
        'end a tab after this many hours without use (default: 12)',
        wholeNumber(1, 8_760),
      )
      .option('--open', 'open the browser')
      .option('--no-open', 'do not open the browser'),
    'serve',
    'serve --port 8123 --no-open',
  ).action(async (options: ServeCommandOptions) =>
    end((await import('../commands/serve.ts')).runServe(context, options)),
  )
}
