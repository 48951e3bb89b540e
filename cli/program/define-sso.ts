import { Option, type Command } from 'commander'
import type { ConnectOptions } from '../commands/sso-connect.ts'
import type { PopulateOptions } from '../commands/sso-populate.ts'
import type { NewLoginOptions } from '../commands/login-new.ts'
import type { LogoutOptions } from '../commands/sessions.ts'
import type { CommonOptions } from '../context.ts'
import { withDiff, withJson, type Definition } from './define.ts'

/** Collects texts from each use of an option, and from lists such as `a,b`. */
const list = (text: string, before: readonly string[] = []): string[] => [
  ...before,
  ...text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== ''),
]

/** Collects each use of an option unchanged: patterns may contain commas. */
const each = (text: string, before: readonly string[] = []): string[] => [
  ...before,
  ...(text === '' ? [] : [text]),
]

function withNames(command: Command): Command {
  return command
    .option(
      '--template <text>',
      'how profiles are named, such as {account}-{role:short}; docs/ORGANISATION.md has the fields',
    )
    .option('--trim <text>', 'cut from account names: a text, or a /pattern/; may be repeated', each)
    .addOption(new Option('--case <case>', 'case of the names').choices(['keep', 'lower', 'upper']))
    .option('--separator <text>', 'what replaces spaces in names (default: -)')
    .option('--accounts <list>', 'these accounts only, by name or ID; * matches anything', list)
    .option('--roles <list>', 'these roles only; * matches anything', list)
    .option('--region <region>', 'region of new profiles (default: that of the session)')
    .option('--prune', 'remove profiles that Stackpass made and whose role is gone')
    .option('--migrate', 'turn older profiles of the same start URL into the sso-session form')
    .option('--yes', 'do not ask')
}

/** `stackpass login`, `logout` and `sessions`. */
export function defineSignIn(program: Command, { context, end }: Definition): void {
  const load = () => import('../commands/sessions.ts')
  withJson(
    program
      .command('login [profiles...]')
      .description('sign in to the sessions of profiles; without a name, choose if there are several')
      .option('--session <name>', 'the session itself, by its name or ID')
      .option('--device', 'with a code on any device; remembered for the session')
      .option('--remote', 'aws login in a browser on any device; you paste its text here')
      .option('--region <region>', 'aws login: the region to sign in to (default: that of the profile)')
      .option('--new <profile>', 'create a profile that signs in with aws login, after showing the lines')
      .option('--dry-run', 'with --new: sign in, show the lines, and write none')
      .option('--yes', 'with --new: do not ask'),
    'login dev',
    'login --session acme --device',
    'login --new me --region eu-west-1',
  ).action(async (names: string[], options: NewLoginOptions) => {
    if (options.new === undefined) return end((await load()).runLogin(context, names, options))
    return end((await import('../commands/login-new.ts')).runNewLogin(context, names, options))
  })
  withJson(
    program
      .command('logout')
      .description('sign out, at AWS and on this computer')
      .option('--session <name>', 'this session (default: that of the active profile)')
      .option('--all', 'every session'),
    'logout --session acme',
    'logout --all',
  ).action(async (options: LogoutOptions) => end((await load()).runLogout(context, options)))
  withJson(
    program
      .command('sessions')
      .description('what you are signed in to, until when, and for how many profiles'),
    'sessions',
    'sessions --json',
  ).action(async (options: CommonOptions) => end((await load()).runSessions(context, options)))
}

/** `stackpass sso …` */
export function defineSso(program: Command, { context, end }: Definition): void {
  const sso = program.command('sso').description('profiles for the accounts and roles of an organisation')
  withDiff(
    withNames(
      sso
        .command('populate')
        .description('create profiles for what AWS offers, and keep them in step with it')
        .option('--session <name>', 'the sso-session (default: the only one)'),
    ),
    'sso populate --dry-run',
    "sso populate --session acme --template '{account}-{role:short}' --trim acme-",
    "sso populate --roles 'ReadOnly*' --prune",
  ).action(async (options: PopulateOptions) =>
    end((await import('../commands/sso-populate.ts')).runPopulate(context, options)),
  )
  withDiff(
    withNames(
      sso
        .command('connect <start-url>')
        .description('add the session of an organisation, sign in, and create profiles')
        .option('--name <name>', 'name of the session (default: from the address)')
        .option('--sso-region <region>', 'region of the organisation, if its address does not name it')
        .option('--device', 'sign in with a code on another device'),
    ),
    'sso connect https://acme.awsapps.com/start',
    'sso connect https://ssoins-1234567890abcdef.eu-west-1.portal.amazonaws.com --name acme',
  ).action(async (startUrl: string, options: ConnectOptions) =>
    end((await import('../commands/sso-connect.ts')).runConnect(context, startUrl, options)),
  )
}
