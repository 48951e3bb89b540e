import { InvalidArgumentError, type Command } from 'commander'
import { graceFromText, mostGraceDays } from '../../shared/domain/rotation/types.ts'
import type { FinishKeyOptions, ResumeKeyOptions, RotateOptions } from '../commands/keys.ts'
import type { CommonOptions } from '../context.ts'
import type { ConfirmOptions } from '../output/confirm-plan.ts'
import { withJson, withWrite, type Definition } from './define.ts'

function grace(text: string): number {
  const days = graceFromText(text)
  if (days === undefined)
    throw new InvalidArgumentError(`Give days such as 7d, at most ${mostGraceDays}d, or now.`)
  return days
}

/** `stackpass keys …`. */
export function defineKeys(program: Command, { context, end }: Definition): void {
  const load = () => import('../commands/keys.ts')
  const keys = program
    .command('keys')
    .description('the age of access keys, and replacing an old one with a new one')
  withWrite(
    keys
      .command('rotate <name>')
      .description(
        'create a new key, test it, write it to every profile that has the old one, switch the old one off',
      )
      .option('--grace <time>', 'how long the old key stays, switched off: 7d (default), or now', grace)
      .option(
        '--delete <key-id>',
        'the other key of the user: deleted to make room for the new one, because AWS allows two',
      )
      .option('--yes', 'do not ask'),
    'keys rotate ci --dry-run',
    'keys rotate ci',
    'keys rotate ci --grace now --yes',
  ).action(async (name: string, options: RotateOptions) =>
    end((await load()).runKeysRotate(context, name, options)),
  )
  withJson(
    keys
      .command('status [names...]')
      .description('ask IAM how old keys are, when they were used last, and how many a user has'),
    'keys status',
    'keys status ci --json',
  ).action(async (names: string[], options: CommonOptions) =>
    end((await load()).runKeysStatus(context, names, options)),
  )
  withJson(
    keys
      .command('resume')
      .description('go on with a rotation that was interrupted')
      .option('--delete <key-id>', 'a key without an owner that it found, if nobody else made it'),
    'keys resume',
  ).action(async (options: ResumeKeyOptions) => end((await load()).runKeysResume(context, options)))
  withJson(
    keys
      .command('finish <name>')
      .description('delete the old key after its grace, if nobody has used it since')
      .option('--although-used', 'delete it even if it was used after the switch')
      .option('--yes', 'do not ask'),
    'keys finish ci',
  ).action(async (name: string, options: FinishKeyOptions) =>
    end((await load()).runKeysFinish(context, name, options)),
  )
  withJson(
    keys
      .command('undo <name>')
      .description('switch the old key on again, put it back into the files, delete the new one')
      .option('--yes', 'do not ask'),
    'keys undo ci',
  ).action(async (name: string, options: ConfirmOptions) =>
    end((await load()).runKeysUndo(context, name, options)),
  )
}
