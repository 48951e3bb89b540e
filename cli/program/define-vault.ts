import { Option, type Command } from 'commander'
import { storeIds } from '../../shared/domain/vault/stores.ts'
import type { MoveOptions } from '../commands/vault.ts'
import type { CommonOptions } from '../context.ts'
import type { ConfirmOptions } from '../output/confirm-plan.ts'
import { withJson, withWrite, type Definition } from './define.ts'

/** `stackpass vault …`, `lock` and `unlock`. */
export function defineVault(program: Command, { context, end }: Definition): void {
  const load = () => import('../commands/vault.ts')
  const vault = program
    .command('vault')
    .description('keep access keys in the keychain, 1Password, pass or an encrypted file')
  withWrite(
    vault
      .command('move [names...]')
      .description('move keys out of the plain files; the profiles then ask Stackpass for them')
      .option('--all', 'every key in a plain file')
      .addOption(
        new Option(
          '--store <store>',
          'where to; `stackpass vault status` says what each one protects',
        ).choices(storeIds),
      )
      .option('--yes', 'do not ask'),
    'vault move ci',
    'vault move --all --dry-run',
    'vault move ci --store file',
  ).action(async (names: string[], options: MoveOptions) =>
    end((await load()).runVaultMove(context, names, options)),
  )
  withWrite(
    vault
      .command('take-out <names...>')
      .description('put keys back into the plain files, as they were')
      .option('--yes', 'do not ask'),
    'vault take-out ci',
  ).action(async (names: string[], options: ConfirmOptions) =>
    end((await load()).runVaultTakeOut(context, names, options)),
  )
  withJson(vault.command('list').description('the keys in the vault'), 'vault list').action(
    async (options: CommonOptions) => end((await load()).runVaultList(context, options)),
  )
  withJson(
    vault.command('status').description('whether it is locked, and what each store protects against'),
    'vault status',
  ).action(async (options: CommonOptions) => end((await load()).runVaultStatus(context, options)))
  for (const parent of [vault, program]) {
    const path = parent === program ? '' : 'vault '
    withJson(
      parent.command('lock').description('lock the vault: it gives out no key until it is unlocked'),
      `${path}lock`,
    ).action(async (options: CommonOptions) => end((await load()).runLock(context, options)))
    withJson(
      parent.command('unlock').description('unlock the vault, in the terminal'),
      `${path}unlock`,
    ).action(async (options: CommonOptions) => end((await load()).runUnlock(context, options)))
  }
}
