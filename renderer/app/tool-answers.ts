import type { FileProblemView, ProfileReaders } from '../../shared/contract/models.ts'
import type { Output } from '../../shared/contract/index.ts'
import { toolsDisagree } from '../../shared/domain/aws/problems/tools-disagree.ts'
import { useAtRest } from '../ui/use-at-rest.ts'
import { useSettings } from './core-queries.ts'
import type { StatusTool, ToolRefusal } from './status-tool.ts'
import { useMethod } from './method-query.ts'

export interface ToolAnswers {
  readonly tool: StatusTool
  /** Profiles that give tools different identities, or that one tool can use and another refuses; undefined: not known yet. */
  readonly disagree: ReadonlySet<string> | undefined
  readonly refusals: ReadonlyMap<string, ToolRefusal>
  /** A problem for each profile on which tools disagree. */
  readonly problems: readonly FileProblemView[]
}

/** The check covers every profile and keeps core busy for a moment. Milliseconds. */
const quiet = 2000

const noRefusals: ReadonlyMap<string, ToolRefusal> = new Map()
const noProblems: readonly FileProblemView[] = []

function refusalOf({ answers }: ProfileReaders, tool: StatusTool): ToolRefusal | undefined {
  const refusal = answers.find(({ tools, works }) => works === false && tools.includes(tool))
  return refusal && { tool, error: refusal.error, why: refusal.why }
}

const select = (tool: StatusTool) => (answer: Output<'profiles.readers'>) => {
  const refusals = new Map<string, ToolRefusal>()
  const disagree = new Set<string>()
  for (const profile of answer.profiles) {
    if (profile.disagree) disagree.add(profile.name)
    const refusal = refusalOf(profile, tool)
    if (refusal !== undefined) refusals.set(profile.name, refusal)
  }
  const problems = answer.profiles.filter((profile) => profile.disagree).map(toolsDisagree)
  return { tool, disagree, refusals, problems }
}

const selects: Readonly<Record<StatusTool, ReturnType<typeof select>>> = {
  awsCli: select('awsCli'),
  jsSdk: select('jsSdk'),
  goSdk: select('goSdk'),
  pulumi: select('pulumi'),
}

/** Where tools disagree, and what the status tool cannot use; loaded once the first screen is shown. */
export function useToolAnswers(): ToolAnswers {
  const tool = useSettings()?.statusReader ?? 'awsCli'
  const atRest = useAtRest(quiet)
  const { data } = useMethod(
    'profiles.readers',
    { notableFor: tool },
    // Comparing thousands of answers with the earlier ones would take longer than showing them.
    { enabled: atRest, structuralSharing: false, select: selects[tool] },
  )
  return data ?? { tool, disagree: undefined, refusals: noRefusals, problems: noProblems }
}
