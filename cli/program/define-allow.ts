import type { Command } from 'commander'
import type { RevokeOptions } from '../commands/allow-list.ts'
import type { AllowUseOptions } from '../commands/allow-use.ts'
import type { AllowOptions } from '../commands/allow.ts'
import type { CommonOptions } from '../context.ts'
import { withJson, type Definition } from './define.ts'

/** `stackpass allow …` */
export function defineAllow(program: Command, { context, end }: Definition): void {
  const load = () => import('../commands/allow-list.ts')
  const allow = withJson(
    program
      .command('allow')
      .argument('[name]', 'a profile; without one, each whose program is waiting')
      .description('let the credential_process of a profile run; asks in the terminal')
      .option('--profile <name>', 'a profile that is called list or revoke')
      .option('--command <text>', 'the exact command: every profile that has it')
      .option('--fingerprint <sha256>', 'consent for scripts: the fingerprint shown after an earlier yes'),
    'allow prod',
    'allow list --json',
    'allow revoke prod',
  ).action(async (name: string | undefined, options: AllowOptions) =>
    end((await import('../commands/allow.ts')).runAllow(context, name, options)),
  )
  withJson(
    allow
      .command('use')
      .argument('<profile>', 'a profile')
      .argument('<program>', 'a program: its path, or its name')
      .description('let a program always use a profile, which is asked in the terminal, or never')
      .option('--folder <path>', 'only when it runs in this folder or below')
      .option('--never', 'refuse it without a question'),
    'allow use prod-billing pulumi --folder ~/src/billing-api',
    'allow use prod-billing node --never',
  ).action(async (profile: string, used: string, options: AllowUseOptions) =>
    end((await import('../commands/allow-use.ts')).runAllowUse(context, profile, used, options)),
  )
  withJson(
    allow.command('list').description('what may run, whether it has changed, and who may use which profile'),
    'allow list',
  ).action(async (options: CommonOptions) => end((await load()).runAllowList(context, options)))
  withJson(
    allow
      .command('revoke')
      .argument('[name]', 'a profile')
      .description('revoke permissions')
      .option('--id <id>', 'one rule about who may use a profile, as allow list shows it')
      .option('--all', 'all of them'),
    'allow revoke prod',
    'allow revoke --all',
  ).action(async (name: string | undefined, options: RevokeOptions) =>
    end((await load()).runAllowRevoke(context, name, options)),
  )
}
