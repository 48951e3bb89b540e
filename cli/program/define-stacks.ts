import { Argument, type Command } from 'commander'
import type { StackChoice } from '../commands/stacks-choice.ts'
import type { SnippetOptions } from '../commands/stacks-snippet.ts'
import { snippetKinds } from '../../shared/domain/pulumi/snippets/kinds.ts'
import type { StackEditOptions, StackSetOptions } from '../commands/stacks-edit.ts'
import type { StackListOptions } from '../commands/stacks-list.ts'
import { withJson, withWrite, type Definition } from './define.ts'

function collect(text: string, before: readonly string[] = []): string[] {
  return [...before, text]
}

/** Which project and stacks; without them the project at or above the current folder, and its selected stack. */
function withChoice(command: Command): Command {
  return command
    .option('--project <dir>', 'folder of the project; default: the current one or the nearest above')
    .option('--stack <name>', 'this stack; may be given several times; default: the selected one', collect)
    .option('--all', 'all stacks of the project or, if none is at or above the folder, of all below it')
}

function withEdit(command: Command, ...examples: string[]): Command {
  return withWrite(
    withChoice(command)
      .option(
        '--yes',
        'do not ask: about an account that is not allowed, new problems, a profile that only CI has',
      )
      .option('--native', 'also change aws-native:profile and aws-native:region')
      .option('--follow-links', 'also change a file outside its project; --yes alone does not'),
    ...examples,
  )
}

const inProject = ['--in-project', 'write to the config of the project file instead'] as const

function defineReaders(stacks: Command, { context, end }: Definition): void {
  withJson(
    stacks
      .command('list')
      .description('list projects and stacks with the profile and account they would use')
      .option('--project <dir>', 'look here; default: the current folder')
      .option('--everywhere', 'look in the folders of the settings'),
    'stacks list',
    'stacks list --everywhere --json',
  ).action(async (options: StackListOptions) =>
    end((await import('../commands/stacks-list.ts')).runStackList(context, options)),
  )
  withJson(
    withChoice(stacks.command('show').description('show which credentials a stack would use, and why')),
    'stacks show --stack dev',
  ).action(async (options: StackChoice) =>
    end((await import('../commands/stacks-show.ts')).runStackShow(context, options)),
  )
  withJson(
    stacks
      .command('problems')
      .alias('lint')
      .description('list what is wrong in projects and stacks, by file and line; exit code 1 on errors')
      .option('--project <dir>', 'look here; default: the current folder')
      .option('--stack <name>', 'this stack only; may be given several times', collect)
      .option('--all', 'all stacks, as without --stack'),
    'stacks problems',
    'stacks problems --project services/api --json',
  ).action(async (options: StackChoice) =>
    end((await import('../commands/stacks-problems.ts')).runStackProblems(context, options)),
  )
}

function defineSnippet(stacks: Command, { context, end }: Definition): void {
  const kinds = new Argument('<kind>', 'what for').choices([...snippetKinds])
  withJson(
    stacks
      .command('snippet')
      .addArgument(kinds)
      .description(
        'print text to copy: CI with web identity, ESC environments, programs with a provider of their own',
      )
      .option('--role-arn <arn>', 'the role to assume')
      .option('--session-name <name>', 'name of the session; default: pulumi')
      .option('--region <region>', 'region')
      .option('--profile <name>', 'profile of a provider in a program')
      .option('--stack <name>', 'stack of a pipeline')
      .option('--runtime <name>', 'runtime of the project: nodejs, python, go, dotnet, java or yaml')
      .option('--aws-major <number>', 'major of pulumi-aws; default: the newest')
      .option('--native', 'a provider of aws-native in a program')
      .option('--ask-metadata', 'let a provider ask the metadata service of EC2'),
    'stacks snippet github --role-arn arn:aws:iam::111122223333:role/Ci --region eu-west-1 --runtime nodejs',
    'stacks snippet typescript --profile dev --region eu-west-1',
    'stacks snippet esc-oidc-config --role-arn arn:aws:iam::111122223333:role/Ci > environment.yaml',
  ).action(async (kind: string, options: SnippetOptions) =>
    end((await import('../commands/stacks-snippet.ts')).runStackSnippet(context, kind, options)),
  )
}

function defineWriters(stacks: Command, { context, end }: Definition): void {
  const load = () => import('../commands/stacks-edit.ts')
  withEdit(
    stacks
      .command('set-profile [name]')
      .description(
        'set the profile of stacks; without a name, choose one; stops when a stack does not allow its account',
      )
      .option(...inProject),
    'stacks set-profile dev --stack dev',
    'stacks set-profile prod --project infra --all --dry-run',
  ).action(async (profile: string | undefined, options: StackEditOptions) =>
    end((await load()).runSetProfile(context, profile, options)),
  )
  withEdit(
    stacks
      .command('set <path> <value>')
      .description(
        'set an option; lists, maps and true or false as JSON; a value of - is read from standard input',
      )
      .option('--text', 'treat the value as text, whatever it looks like')
      .option('--secret', 'have the Pulumi CLI encrypt it; the value is -')
      .option(...inProject),
    'stacks set aws:region eu-west-1',
    `stacks set aws:allowedAccountIds '["111122223333"]' --all`,
    'stacks set aws:secretKey - --secret < key.txt',
  ).action(async (path: string, value: string, options: StackSetOptions) =>
    end((await load()).runStackSet(context, path, value, options)),
  )
  withEdit(
    stacks
      .command('unset <path>')
      .description('remove an option')
      .option(...inProject),
    'stacks unset aws:profile --stack ci',
  ).action(async (path: string, options: StackEditOptions) =>
    end((await load()).runStackEdit(context, options, [{ type: 'unsetOptionPath', path }])),
  )
  withEdit(
    stacks.command('add-environment <name>').description('import an ESC environment'),
    'stacks add-environment aws/prod --stack prod',
  ).action(async (name: string, options: StackEditOptions) =>
    end((await load()).runStackEdit(context, options, [{ type: 'addEnvironment', name }])),
  )
  withEdit(
    stacks.command('remove-environment <name>').description('stop importing an ESC environment'),
    'stacks remove-environment aws/prod --stack prod',
  ).action(async (name: string, options: StackEditOptions) =>
    end((await load()).runStackEdit(context, options, [{ type: 'removeEnvironment', name }])),
  )
  withEdit(
    stacks
      .command('pin-account')
      .description('let stacks reach only the account that they reach now (aws:allowedAccountIds)'),
    'stacks pin-account --all',
  ).action(async (options: StackEditOptions) => end((await load()).runPinAccount(context, options)))
}

/** Everything below `stackpass stacks`. */
export function defineStacks(program: Command, definition: Definition): void {
  const stacks = program
    .command('stacks')
    .description('find Pulumi stacks, show which account they would reach, and edit their AWS options')
  defineReaders(stacks, definition)
  defineWriters(stacks, definition)
  defineSnippet(stacks, definition)
}
