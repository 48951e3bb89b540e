import type { Call } from '../../shared/contract/index.ts'
import type { StackSummary } from '../../shared/contract/models.ts'
import { fail, type CodedError } from '../../shared/result.ts'
import type { CliContext } from '../context.ts'
import { withCore } from '../open-core.ts'
import { confirm } from '../output/confirm-plan.ts'
import { safeText } from '../terminal/safe-text.ts'
import { pulumiCall, type PulumiCall } from './pulumi-call.ts'
import { chosenFolder, projectAbove } from './stacks-choice.ts'

/** What a stack uses instead of the credentials that Pulumi gets from us; undefined if it uses those. */
function usesInstead({ profile, profileFrom }: StackSummary, name: string): string | undefined {
  if (profileFrom === 'keys') return 'the keys in its config'
  if (profileFrom !== 'stack' && profileFrom !== 'project') return undefined
  return profile === undefined || profile === name ? undefined : `the profile ${profile}`
}

async function stacksOf(context: CliContext, call: Call, asked: PulumiCall): Promise<StackSummary[]> {
  const folder = chosenFolder(context, asked.folder === undefined ? {} : { project: asked.folder })
  const project = await projectAbove(folder)
  if (project === undefined) return []
  const listed = await call('stacks.scan', { folders: [project] })
  const stacks = listed.ok
    ? (listed.value.projects.find((candidate) => candidate.folder === project)?.stacks ?? [])
    : []
  const named = stacks.filter(({ stack }) => stack === asked.stack)
  if (asked.stack !== undefined) return named
  const selected = stacks.filter((stack) => stack.selected)
  // Pulumi then asks which one, so consider all of them.
  return selected.length > 0 ? selected : stacks
}

/**
 * Asks before Pulumi runs with a profile's credentials in a folder whose stack uses something else: `aws:profile` and keys
 * in the config take precedence over the environment. Undefined: go on. ConfirmationNeeded when nobody can be asked.
 */
export async function refusePulumi(
  context: CliContext,
  name: string,
  words: readonly string[],
  yes: boolean,
): Promise<CodedError | undefined> {
  const asked = pulumiCall(words)
  if (asked === undefined || yes) return undefined
  let refused: CodedError | undefined
  await withCore({ ...context, env: withoutKeys(context.env) }, async (call) => {
    const differing = (await stacksOf(context, call, asked)).flatMap((stack) => {
      const instead = usesInstead(stack, name)
      return instead === undefined ? [] : [`the stack ${stack.stack} uses ${instead}`]
    })
    if (differing.length === 0) return 0
    const named = safeText(differing.slice(0, 3).join(', ')).replace('the', 'The')
    const what = `${named}, not ${safeText(name)}: the config of a stack comes before the environment.`
    const answer = await confirm(context, `${what} Run it anyway?`)
    if (answer !== true)
      refused = fail('ConfirmationNeeded', what, {
        reason: answer === undefined ? 'There is no terminal to ask in.' : 'It was not confirmed.',
        remedy: `Set it first with \`stackpass stacks set-profile ${safeText(name)}\`, run Pulumi without exec, or add --yes before the name.`,
      }).error
    return 0
  })
  return refused
}

const keyNames = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_ACCESS_KEY',
  'AWS_SECRET_KEY',
]

/** The environment without keys: exec replaces them, so the present ones do not matter. */
function withoutKeys(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !keyNames.includes(name)))
}
