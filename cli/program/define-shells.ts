import { Argument, type Command } from 'commander'
import type { BridgeOptions } from '../commands/bridge.ts'
import type { CompletionCommandOptions } from '../commands/completion.ts'
import type { ConsoleOptions } from '../commands/console.ts'
import type { CredentialsOptions } from '../commands/credentials.ts'
import type { SessionOptions } from '../commands/session.ts'
import type { ShellInitOptions } from '../commands/shell-init.ts'
import { hookShells, type HookShell } from '../../shared/domain/shells/types.ts'
import type { ExecOptions } from '../commands/exec.ts'
import type { CommonOptions } from '../context.ts'
import { quickOptions } from '../quick/quick-options.ts'
import { withExamples, withJson, withWrite, type Definition } from './define.ts'

/** `stackpass credentials` and `exec`: the credentials of a profile for other programs. */
export function defineCredentials(program: Command, { context, end }: Definition): void {
  withJson(
    program
      .command('credentials [name]')
      .description('print credentials as a credential_process does, always as JSON')
      .option(...quickOptions.credentialsActive)
      .option('--fresh', 'ask again, even if there are cached credentials')
      .option('--lease <file>', 'from a lease, by its token file, as the files of `agent run` do'),
    'credentials dev',
    'credentials --active',
  ).action(async (name: string | undefined, options: CredentialsOptions) =>
    end((await import('../commands/credentials.ts')).runCredentials(context, name, options)),
  )
  withExamples(
    program
      .command('exec [name] [command] [args...]')
      .description(
        'run one command with the credentials of a profile in its environment; without a command, a shell; without a name, choose one',
      )
      .option('--json', 'print a refusal as JSON; the output of the command is unchanged')
      .option('--yes', 'do not ask if a Pulumi stack uses other credentials')
      // From the name on, all words belong to the command, including its options.
      .passThroughOptions(),
    'exec dev -- aws s3 ls',
    'exec dev',
    'exec admin -- terraform plan',
  ).action(
    async (name: string | undefined, command: string | undefined, args: string[], options: ExecOptions) => {
      const words = command === undefined ? [] : [command, ...args]
      return end((await import('../commands/exec.ts')).runExec(context, name, words, options))
    },
  )
}

/** `stackpass console` */
export function defineConsole(program: Command, { context, end }: Definition): void {
  withJson(
    program
      .command('console [name]')
      .description(
        'open the AWS console as a profile; without one, choose; without a terminal, the active one',
      )
      .option('--service <name>', 'a service, such as s3 or ec2')
      .option('--url <address>', 'a page of the console')
      .option('--region <region>', 'default: that of the profile or stack')
      .option('--stack [name]', 'as the profile that this stack runs with; without a name the selected one')
      .option('--project <dir>', 'folder of its project; default: the current one or the nearest above')
      .option('--print', 'print the link, which contains a session, instead of opening it')
      .option('--yes', 'do not ask about production, or about a session for the keys of a user'),
    'console dev --service s3',
    'console --stack prod',
  ).action(async (name: string | undefined, options: ConsoleOptions) =>
    end((await import('../commands/console.ts')).runConsole(context, name, options)),
  )
}

/** `stackpass session`: a session as its own profile. */
export function defineSession(program: Command, { context, end }: Definition): void {
  withWrite(
    program
      .command('session [name]')
      .description('put a session (MFA or role) into a profile of its own, for tools that read files only')
      .option('--as <name>', 'the profile that holds it, by default NAME-session')
      .option('--renew', 'ask for a new session; the one that it replaces is forgotten')
      .option('--remove', 'remove the profile; without a name, every profile whose session has ended')
      .option('--yes', 'do not ask after the diff'),
    'session prod',
    'session prod --as prod-files',
    'session prod --renew --yes',
    'session --remove',
  ).action(async (name: string | undefined, options: SessionOptions) =>
    end((await import('../commands/session.ts')).runSession(context, name, options)),
  )
}

/** `stackpass shell-init`, `pin` and `unpin`. */
export function defineShells(program: Command, { context, end }: Definition): void {
  withWrite(
    program
      .command('shell-init')
      .description('print the hook that makes a shell follow the active profile, or set it up')
      .addArgument(new Argument('<shell>').choices(hookShells))
      .option('--install', 'put it into the start-up file of the shell')
      .option('--remove', 'remove it again')
      .option('--yes', 'do not ask after the diff'),
    'shell-init bash --install',
    'shell-init zsh --remove --dry-run',
  ).action(async (shell: HookShell, options: ShellInitOptions) =>
    end((await import('../commands/shell-init.ts')).runShellInit(context, shell, options)),
  )
  withJson(
    program.command('pin <name>').description('keep this shell on a profile; needs the shell hook'),
    'pin dev',
  ).action(async (name: string, options: CommonOptions) =>
    end((await import('../commands/pin.ts')).runPin(context, name, options)),
  )
  withJson(
    program
      .command('unpin')
      .description('let this shell follow the active profile again; needs the shell hook'),
    'unpin',
  ).action(async (options: CommonOptions) =>
    end((await import('../commands/pin.ts')).runPin(context, undefined, options)),
  )
}

/** `stackpass completion` */
export function defineCompletion(program: Command, { context, end }: Definition): void {
  withWrite(
    program
      .command('completion')
      .description('print the completion of commands and arguments for a shell, or set it up')
      .addArgument(new Argument('<shell>').choices(hookShells))
      .option('--install', 'put it into the start-up file of the shell')
      .option('--remove', 'remove it again')
      .option('--aws', 'complete the profiles of `aws --profile` too')
      .option('--yes', 'do not ask after the diff'),
    'completion zsh --install',
    'completion fish > ~/.config/fish/completions/stackpass.fish',
  ).action(async (shell: HookShell, options: CompletionCommandOptions) =>
    end((await import('../commands/completion.ts')).runCompletion(context, shell, options)),
  )
}

/** `stackpass bridge …`: the opt-in ways to reach programs beyond the shells. */
export function defineBridges(program: Command, { context, end }: Definition): void {
  const bridge = program
    .command('bridge')
    .description('let programs beyond the shells follow the active profile')
  const load = () => import('../commands/bridge.ts')
  const state = () => new Argument('<state>').choices(['on', 'off'])
  withJson(bridge.command('status').description('which bridges are on'), 'bridge status').action(
    async (options: CommonOptions) => end((await load()).runBridgeStatus(context, options)),
  )
  withWrite(
    bridge
      .command('pointer')
      .description('a profile that stands for the active one, for programs that are already running')
      .addArgument(state())
      .option('--name <profile>', 'its name, if not "active"')
      .option('--yes', 'do not ask after the diff'),
    'bridge pointer on',
  ).action(async (on: string, options: BridgeOptions) =>
    end((await load()).runPointer(context, on === 'on', options)),
  )
  withWrite(
    bridge
      .command('mirror')
      .description('copy the keys of the active profile into [default]; off restores the old default')
      .addArgument(state())
      .option('--leave', 'with off: leave [default] as it is now')
      .option('--yes', 'do not ask after the diff'),
    'bridge mirror on',
  ).action(async (on: string, options: BridgeOptions) =>
    end((await load()).runMirror(context, on === 'on', options)),
  )
  withWrite(
    bridge
      .command('gui')
      .description('set AWS_PROFILE for GUI programs that start from now on')
      .addArgument(state())
      .option('--yes', 'do not ask first'),
    'bridge gui on',
  ).action(async (on: string, options: BridgeOptions) =>
    end((await load()).runGui(context, on === 'on', options)),
  )
  withWrite(
    bridge
      .command('twin <profile>')
      .description('a twin of a profile for tools that cannot use it: its credential_process asks Stackpass')
      .option('--name <profile>', 'what the twin is called; default: NAME-twin')
      .option('--yes', 'do not ask after the diff'),
    'bridge twin admin',
  ).action(async (profile: string, options: BridgeOptions) =>
    end((await load()).runTwin(context, profile, options)),
  )
}
