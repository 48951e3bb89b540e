import type { Command } from 'commander'
import type { FolderOptions } from '../commands/folder.ts'
import type { CommonOptions } from '../context.ts'
import { withJson, type Definition } from './define.ts'

/** `stackpass folder …`: folders whose shells have their own profile. */
export function defineFolders(program: Command, { context, end }: Definition): void {
  const folder = program
    .command('folder')
    .description('folders with a profile of their own, for shells with the hook')
  const load = () => import('../commands/folder.ts')
  withJson(folder.command('list').description('which folders have one, and why'), 'folder list').action(
    async (options: CommonOptions) => end((await load()).runFolderList(context, options)),
  )
  withJson(
    folder
      .command('allow [dir]')
      .description('let its .stackpass.toml (profile = "dev") choose the profile, in its present state')
      .option(
        '--stacks',
        'let the selected stack of its Pulumi project choose, with the profiles that its stacks name now',
      )
      .option('--yes', 'do not ask about a production profile'),
    'folder allow',
    'folder allow ~/shop/infra --stacks',
  ).action(async (dir: string | undefined, options: FolderOptions) =>
    end((await load()).runFolderAllow(context, dir, options)),
  )
  withJson(
    folder
      .command('deny [dir]')
      .description('revoke its rule or permission; its file is not mentioned again'),
    'folder deny',
  ).action(async (dir: string | undefined, options: CommonOptions) =>
    end((await load()).runFolderDeny(context, dir, options)),
  )
  withJson(
    folder
      .command('set <name> [dir]')
      .description('give a folder a profile by a rule of your own, without a file')
      .option('--yes', 'do not ask about a production profile'),
    'folder set dev ~/shop',
  ).action(async (name: string, dir: string | undefined, options: FolderOptions) =>
    end((await load()).runFolderSet(context, name, dir, options)),
  )
}
