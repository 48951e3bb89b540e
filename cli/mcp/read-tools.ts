import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js'
import * as z from 'zod'
import type { Call } from '../../shared/contract/index.ts'
import type { ProfileSummary, StackDetail } from '../../shared/contract/models.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import { chosenProjects, chosenStacks } from '../commands/stacks-choice.ts'
import { collectProblems } from '../commands/stacks-problems.ts'
import { identityHere, type Identity } from '../commands/whoami.ts'
import type { CliContext } from '../context.ts'
import { asksElsewhere, withCore } from '../open-core.ts'
import { answered, guarded, type OnBug } from './answers.ts'

/** A model that needs more must narrow the request. */
const mostProfiles = 500
const mostProblems = 200

const name = z.string().min(1).max(512)
const stackChoice = z.strictObject({
  folder: z
    .string()
    .min(1)
    .max(4096)
    .optional()
    .describe('In or below a project; by default the folder of the server'),
  stack: name.optional().describe('By default the stack selected in the project'),
})
const looksOnly = { readOnlyHint: true, openWorldHint: false } as const

const profileFacts = (one: ProfileSummary) => ({
  name: one.name,
  kind: one.kind,
  account: one.account,
  accountIsAGuess: one.accountFromName,
  accountName: one.accountName,
  group: one.group,
  production: one.production,
  region: one.region,
})

function identityFacts({ profile, why, hidden, active, summary }: Identity) {
  return {
    profile,
    because: why,
    notAsked: hidden.length === 0 ? undefined : hidden,
    activeProfile: active,
    ...(summary !== undefined && profileFacts(summary)),
    checked: summary?.verified && {
      status: summary.verified.status,
      at: summary.verified.checkedAt,
      arn: summary.verified.arn,
    },
  }
}

function stackFacts({ summary, project, hops, unknowns, problems }: StackDetail) {
  const { stack, profile, profileFromLabel, account, region, verdict, cannotRun, cannotCheck } = summary
  return {
    project: project.name,
    stack,
    profile,
    profileFrom: profileFromLabel,
    account: account ?? 'not known',
    verdict,
    allowedAccountIds: summary.allowedAccountIds,
    forbiddenAccountIds: summary.forbiddenAccountIds,
    rolesAssumedAfterThat: hops.map(({ roleArn }) => roleArn ?? 'a role that is not known'),
    region,
    cannotRun,
    cannotCheck,
    notKnown: unknowns,
    ownProviders: project.ownProviders,
    errors: problems.filter(({ severity }) => severity === 'error').map(({ message }) => message),
  }
}

type StackChoiceInput = z.infer<typeof stackChoice>

const choiceOf = ({ folder, stack }: StackChoiceInput) => ({
  ...(folder !== undefined && { project: folder }),
  ...(stack !== undefined && { stack: [stack] }),
})

async function showStacks(
  context: CliContext,
  call: Call,
  input: StackChoiceInput,
): Promise<Result<StackDetail[]>> {
  const chosen = await chosenStacks(context, call, choiceOf(input))
  if (!chosen.ok) return chosen
  const details: StackDetail[] = []
  for (const id of chosen.value) {
    const shown = await call('stacks.show', id)
    if (!shown.ok) return shown
    details.push(shown.value)
  }
  return ok(details)
}

async function lintStacks(context: CliContext, call: Call, input: StackChoiceInput) {
  const listed = await chosenProjects(context, call, choiceOf(input))
  if (!listed.ok) return listed
  const { projects } = listed.value
  const known = projects.flatMap(({ stacks }) => stacks.map(({ stack }) => stack))
  if (input.stack !== undefined && !known.includes(input.stack))
    return fail('StackNotFound', `There is no stack ${input.stack}.`, {
      reason:
        known.length === 0
          ? 'No stack was found.'
          : `There are ${[...new Set(known)].slice(0, 8).join(', ')}.`,
      remedy: 'Name one of them, or leave the name out for all.',
    })
  const found = await collectProblems(
    call,
    listed.value,
    input.stack === undefined ? undefined : new Set([input.stack]),
  )
  return found.ok ? ok({ problems: found.value, stacks: known.length, notes: listed.value.notes }) : found
}

/** The read-only tools. Each call reads the files again. */
export function addReadTools(server: McpServer, context: CliContext, onBug: OnBug): void {
  const look = (tool: string, run: (call: Call) => Promise<CallToolResult>) =>
    guarded(tool, onBug, () => withCore(context, run, asksElsewhere))

  server.registerTool(
    'list_profiles',
    {
      description: 'AWS profiles: name, kind, account, group, whether it is production. No keys.',
      inputSchema: z.strictObject({ contains: name.optional().describe('Part of the name') }),
      annotations: looksOnly,
    },
    ({ contains = '' }) =>
      look('list_profiles', async (call) =>
        answered(await call('profiles.list', {}), ({ profiles }) => {
          const fitting = profiles.filter((one) => one.name.toLowerCase().includes(contains.toLowerCase()))
          return {
            profiles: fitting.slice(0, mostProfiles).map(profileFacts),
            notShown: Math.max(0, fitting.length - mostProfiles),
          }
        }),
      ),
  )
  server.registerTool(
    'whoami',
    {
      description:
        'Which AWS identity a command would have in the environment of this server, by which rule, in which account. Sends no request: `checked` is what STS said last.',
      inputSchema: z.strictObject({}),
      annotations: looksOnly,
    },
    () => look('whoami', async (call) => answered(await identityHere(context, call), identityFacts)),
  )
  server.registerTool(
    'which_account_would_this_stack_hit',
    {
      description:
        'For a Pulumi stack, before `pulumi up`: the profile that applies and why, the account that it reaches, and whether the stack allows that account. The answer says what is not known.',
      inputSchema: stackChoice,
      annotations: looksOnly,
    },
    (input) =>
      look('which_account_would_this_stack_hit', async (call) =>
        answered(await showStacks(context, call, input), (stacks) => ({ stacks: stacks.map(stackFacts) })),
      ),
  )
  server.registerTool(
    'lint_stacks',
    {
      description:
        'Problems of the AWS settings of Pulumi stacks, by file and line. All stacks unless one is named.',
      inputSchema: stackChoice,
      annotations: looksOnly,
    },
    (input) =>
      look('lint_stacks', async (call) =>
        answered(await lintStacks(context, call, input), ({ problems, ...rest }) => ({
          problems: problems
            .slice(0, mostProblems)
            .map(({ severity, code, path, line, stack, message, reason }) => ({
              severity,
              code,
              path,
              line,
              stack,
              message,
              reason,
            })),
          notShown: Math.max(0, problems.length - mostProblems),
          ...rest,
        })),
      ),
  )
}
