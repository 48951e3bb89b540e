import { Argument, InvalidArgumentError, Option, type Command } from 'commander'
import { knownAgents, roleForms, type KnownAgent } from '../../shared/domain/leases/agent-kinds.ts'
import type { AgentRunOptions } from '../commands/agent-run.ts'
import type { AgentServeOptions } from '../commands/agent-serve.ts'
import type { AgentRoleOptions } from '../commands/agent-setup.ts'
import type { CommonOptions } from '../context.ts'
import { withExamples, withJson, type Definition } from './define.ts'

const longest = 12 * 60

/** `30m`, `2h`, `90m`: minutes, from one to twelve hours. */
export function readMinutes(text: string): number {
  const [, number, unit] = /^(\d{1,4})(m|h)$/.exec(text.trim()) ?? []
  const minutes = Number(number) * (unit === 'h' ? 60 : 1)
  if (minutes >= 1 && minutes <= longest) return minutes
  throw new InvalidArgumentError('Give minutes or hours, such as 30m or 2h, up to 12h.')
}

const collected = (text: string, before: readonly string[] = []): string[] => [...before, text]

/** `stackpass mcp` */
export function defineMcp(program: Command, { context, end }: Definition): void {
  withExamples(
    program
      .command('mcp')
      .description(
        'serve agents over MCP, on standard input and output: profiles without keys, stacks, leases',
      )
      .option('--json', 'has no effect: the protocol is always JSON'),
    'mcp',
    'agent settings claude-code',
  ).action(async () => end((await import('../mcp/run-mcp.ts')).runMcp(context)))
}

/** `stackpass agent …` */
export function defineAgent(program: Command, { context, end }: Definition): void {
  const agent = program
    .command('agent')
    .description('give a program certain profiles and no others, for a limited time')
    // Everything after a program's name belongs to that program.
    .enablePositionalOptions()
  withExamples(
    agent
      .command('run <command> [args...]')
      .description('run a program with a lease: it gets the profiles that you name, until the lease ends')
      .option('--profile <name>', 'a profile that it may use; may be given several times', collected)
      .option('--read-only', 'with ReadOnlyAccess as session policy')
      .option('--policy <file>', 'with a session policy of your own, JSON of up to 2,048 characters')
      .option('--full-rights', 'with --read-only or --policy: give full rights where nothing can narrow them')
      .option('--for <time>', 'how long, such as 15m or 2h', readMinutes, 30)
      .option('--default', 'the first profile is also the default')
      .option('--tag <key=value>', 'a session tag; the trust policy must allow sts:TagSession', collected)
      .addOption(new Option('--jail', 'refuse if no jail can be built').conflicts('fence'))
      .option('--fence', 'no jail, for programs that need what it hides')
      .option('--json', 'print a refusal as JSON; the output of the program is unchanged')
      .passThroughOptions(),
    'agent run --profile dev --read-only -- claude',
    'agent run --profile dev --profile staging --for 2h -- aider',
    'agent run --profile dev --policy s3-only.json -- ./script.sh',
  ).action(async (command: string, args: string[], options: AgentRunOptions) =>
    end((await import('../commands/agent-run.ts')).runAgent(context, [command, ...args], options)),
  )
  withJson(
    agent
      .command('serve')
      .description(
        'serve one profile on this machine, as a container gets it, until Ctrl-C or the end of the lease',
      )
      .option('--profile <name>', 'the profile')
      .option('--read-only', 'with ReadOnlyAccess as session policy')
      .option('--policy <file>', 'with a session policy of your own')
      .option('--full-rights', 'with --read-only or --policy: give full rights where nothing can narrow them')
      .option('--for <time>', 'how long, such as 15m or 2h', readMinutes, 30)
      .option('--tag <key=value>', 'a session tag', collected),
    'agent serve --profile dev --read-only --for 2h',
  ).action(async (options: AgentServeOptions) =>
    end((await import('../commands/agent-serve.ts')).runAgentServe(context, options)),
  )
  withJson(
    agent.command('list').description('the running leases, and those that have ended'),
    'agent list',
  ).action(async (options: CommonOptions) =>
    end((await import('../commands/agent-leases.ts')).runAgentList(context, options)),
  )
  withJson(
    agent
      .command('end <lease>')
      .description('end a lease now; keys that it handed out stay valid until their own end'),
    'agent end 7f3a91c2',
  ).action(async (lease: string, options: CommonOptions) =>
    end((await import('../commands/agent-leases.ts')).runAgentEnd(context, lease, options)),
  )
  withJson(
    agent
      .command('settings')
      .description('settings to paste: they keep an agent away from your keys, and give it Stackpass (MCP)')
      .addArgument(new Argument('[agent]', 'default: all').choices(knownAgents)),
    'agent settings claude-code',
  ).action(async (name: KnownAgent | undefined, options: CommonOptions) =>
    end((await import('../commands/agent-setup.ts')).runAgentSettings(context, name, options)),
  )
  withJson(
    agent
      .command('role <name>')
      .description('print a role NAME-agent to create in AWS: it only reads, and reads no secrets')
      .option('--principal <arn>', 'the user, role or account that may assume it')
      .addOption(
        new Option('--as <form>', 'the language to print it in').choices(roleForms).default(roleForms[0]),
      ),
    'agent role dev --principal arn:aws:iam::111122223333:role/dev',
    'agent role dev --principal arn:aws:iam::111122223333:user/alice --as pulumi-yaml',
  ).action(async (name: string, options: AgentRoleOptions) =>
    end((await import('../commands/agent-setup.ts')).runAgentRole(context, name, options)),
  )
}
