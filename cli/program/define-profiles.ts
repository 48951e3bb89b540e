import { Option, type Command } from 'commander'
import type { CommonOptions, WriteOptions } from '../context.ts'
import type { FollowOptions } from '../commands/edit-profiles.ts'
import type { ImportOptions } from '../commands/profiles-import.ts'
import type { ListOptions } from '../commands/profiles-list.ts'
import type { SectionOptions } from '../commands/edit-profiles.ts'
import { profileKinds } from '../../shared/domain/aws/profile-kinds.ts'
import { storeIds } from '../../shared/domain/vault/stores.ts'
import { sortings } from '../commands/list-options.ts'
import { quickOptions } from '../quick/quick-options.ts'
import { numberList, withDiff, withJson, withWrite, type Definition } from './define.ts'

const sectionOption = (): Option =>
  new Option('--section <kind>', 'the kind of section of NAME').choices([
    'profile',
    'sso-session',
    'services',
  ])
const fileOption = (): Option =>
  new Option('--file <file>', 'use this file, even if the rules would choose another').choices([
    'config',
    'credentials',
  ])

const stacksOption = (): Option =>
  new Option(
    '--stacks <what>',
    'Pulumi stacks that name it: change them too, or leave them (default)',
  ).choices(['follow', 'leave'])

/** `stackpass profiles …`: reading. */
function defineReaders(profiles: Command, { context, end }: Definition): void {
  withJson(
    profiles
      .command('list')
      .description('list every profile of both files')
      .option(...quickOptions.listNames)
      .option(
        '--problems',
        'count the problems of each profile, in large files too; `stackpass problems` lists them',
      )
      .option('--disagree', 'only profiles that tools use in different ways, with what each uses')
      .option('--group <name>', 'only those of a group')
      .option('--account <account>', 'only those of an account, by its digits or its name')
      .addOption(new Option('--kind <kind>', 'only those of a kind').choices(profileKinds))
      .option('--broken', 'only those known not to work')
      .addOption(new Option('--by <what>', 'under a heading for each').choices(['group']))
      .addOption(new Option('--sort <by>', 'default: as in the files').choices(sortings)),
    'profiles list',
    'profiles list --group prod --sort account',
    'profiles list --by group',
    'profiles list --broken',
    'profiles list --names | fzf',
    'profiles list --disagree',
  ).action(async (options: ListOptions) =>
    end((await import('../commands/profiles-list.ts')).runList(context, options)),
  )
  withJson(
    profiles
      .command('show <name>')
      .description('show each setting of a profile with the file and line it comes from'),
    'profiles show dev',
  ).action(async (name: string, options: CommonOptions) =>
    end((await import('../commands/profiles-show.ts')).runShow(context, name, options)),
  )
  withJson(
    profiles.command('reveal <name> <key>').description('print one value in plain text, even a secret'),
    'profiles reveal dev aws_secret_access_key',
  ).action(async (name: string, key: string, options: CommonOptions) =>
    end((await import('../commands/profiles-show.ts')).runReveal(context, name, key, options)),
  )
}

/** `stackpass profiles …`: settings. A value of `-` is read from standard input. */
function defineSetters(profiles: Command, { context, end }: Definition): void {
  const load = () => import('../commands/profiles-set.ts')
  withWrite(
    profiles
      .command('set <name> <pairs...>')
      .description('set settings by KEY VALUE or KEY=VALUE; a value of - is read from standard input')
      .option('--yes', 'do not ask')
      .addOption(sectionOption())
      .addOption(fileOption()),
    'profiles set dev region eu-west-1',
    'profiles set dev region=eu-west-1 output=json',
    'profiles set dev s3.addressing_style path --dry-run',
    'profiles set dev aws_access_key_id - aws_secret_access_key - < two-lines.txt',
    'profiles set corp sso_region eu-west-1 --section sso-session',
  ).action(async (name: string, pairs: string[], options: SectionOptions) =>
    end((await load()).runSet(context, name, pairs, options)),
  )
  withWrite(
    profiles
      .command('unset <name> <keys...>')
      .description('remove settings')
      .option('--yes', 'do not ask')
      .addOption(sectionOption())
      .addOption(fileOption()),
    'profiles unset dev region',
  ).action(async (name: string, keys: string[], options: SectionOptions) =>
    end((await load()).runUnset(context, name, keys, options)),
  )
  withWrite(
    profiles
      .command('add <name> [pairs...]')
      .description('add a profile with KEY VALUE or KEY=VALUE; a value of - is read from standard input')
      .option('--yes', 'do not ask')
      .addOption(sectionOption()),
    'profiles add dev region eu-west-1',
    'profiles add ci role_arn arn:aws:iam::111122223333:role/ci source_profile dev',
  ).action(async (name: string, pairs: string[], options: SectionOptions) =>
    end((await load()).runAdd(context, name, pairs, options)),
  )
}

/** `stackpass profiles …`: whole profiles. */
function defineMovers(profiles: Command, { context, end }: Definition): void {
  const load = () => import('../commands/edit-profiles.ts')
  withWrite(
    profiles
      .command('rename <from> <to>')
      .description('rename a profile, and update everything that points to it')
      .option('--no-references', 'do not change what points to it')
      .option('--yes', 'do not ask')
      .addOption(stacksOption())
      .addOption(sectionOption()),
    'profiles rename dev sandbox',
  ).action(
    async (from: string, to: string, options: SectionOptions & FollowOptions & { references: boolean }) =>
      end((await load()).runRename(context, from, to, options)),
  )
  withWrite(
    profiles.command('duplicate <from> <to>').description('copy a profile under a new name'),
    'profiles duplicate dev dev-copy',
  ).action(async (from: string, to: string, options: WriteOptions) =>
    end((await load()).runEdit(context, options, [{ type: 'duplicateProfile', from, to }])),
  )
  withWrite(
    profiles
      .command('delete <names...>')
      .description('delete profiles from both files')
      .option(...quickOptions.deleteYes)
      .addOption(stacksOption())
      .addOption(sectionOption()),
    'profiles delete old-1 old-2 --dry-run',
  ).action(async (names: string[], options: SectionOptions & FollowOptions) =>
    end((await load()).runDelete(context, names, options)),
  )
  withWrite(
    profiles.command('default <name>').description('copy the credentials of a profile into default'),
    'profiles default dev',
  ).action(async (profile: string, options: WriteOptions) =>
    end((await load()).runEdit(context, options, [{ type: 'setActiveDefault', profile }])),
  )
  withDiff(
    profiles
      .command('import [file]')
      .description('find credentials in a file or in standard input, and write them to profiles')
      .option('--as <name>', 'profile to write to, for one set of keys')
      .option('--only <numbers>', 'only these, such as 1,3', numberList)
      .option('--expires <time>', 'when temporary keys expire (ISO 8601), if the text does not say')
      .option('--anyway', 'accept a session token of an unusual length, which may be cut off')
      .addOption(
        new Option('--store <store>', 'keep long-lived keys in the vault, not in a file').choices(storeIds),
      )
      .option('--list', 'show what was found, and stop'),
    'profiles import accessKeys.csv --as dev',
    'profiles import accessKeys.csv --as ci --store system',
    'profiles import - --list < portal.txt',
  ).action(async (file: string | undefined, options: ImportOptions) =>
    end((await import('../commands/profiles-import.ts')).runImport(context, file ?? '-', options)),
  )
}

/** Everything below `stackpass profiles`. */
export function defineProfiles(program: Command, definition: Definition): void {
  const profiles = program
    .command('profiles')
    .description('list, show and edit the profiles of the AWS files')
  defineReaders(profiles, definition)
  defineSetters(profiles, definition)
  defineMovers(profiles, definition)
}
