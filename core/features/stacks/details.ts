import type { StackDetail } from '../../../shared/contract/models.ts'
import { endpointServices } from '../../../shared/domain/pulumi/options/endpoint-services.ts'
import type { StackProblem } from '../../../shared/domain/pulumi/problems/types.ts'
import type { LoadedProject, LoadedStack } from '../../stacks/load-project.ts'
import { programProviders, wholeProgram } from '../../stacks/program-providers.ts'
import type { ProjectReader } from '../../stacks/project-reader.ts'
import { viewCandidates } from './candidate-views.ts'
import type { Facts } from './facts.ts'
import type { StackIdentity } from './identity.ts'
import { viewOptions } from './option-views.ts'
import { problemsOfLoaded } from './problems-of-loaded.ts'
import { describeProject, identityOfLoaded, summariseStack } from './summaries.ts'

type ProblemView = StackDetail['problems'][number]

function viewStackProblem({ fix, line, ...problem }: StackProblem): ProblemView {
  return {
    ...problem,
    ...(line !== undefined && { line }),
    // Operations are data of the same shape on both sides; only the side of the engine is read-only.
    ...(fix && { fix: { label: fix.label, operations: [...fix.operations] as FixOperations } }),
  }
}

type FixOperations = NonNullable<ProblemView['fix']>['operations']

const fromOutside: ReadonlySet<string> = new Set([
  'environment-keys',
  'environment-web-identity',
  'environment-profile',
  'default-profile',
  'container',
])

/** What cannot be told from here, in sentences; where the environment decides, this program's own counts. */
function unknownsOf(joined: StackIdentity, facts: Facts): string[] {
  const { identity, winner } = joined
  const unknowns = [...identity.unknowns]
  const decided = winner !== undefined && winner.origin !== 'esc' && !fromOutside.has(winner.source)
  if (!decided && facts.environmentName === 'Stackpass') {
    unknowns.push(
      'No profile is set for this stack, so the environment decides. This shows the environment that Stackpass was started in; a terminal may have another AWS_PROFILE.',
    )
  }
  return unknowns
}

/** One stack in full. Only this looks into the state of a local backend: it can be large. */
export async function describeStack(
  project: LoadedProject,
  stack: LoadedStack,
  facts: Facts,
  pulumiInstalled: boolean,
  readState: ProjectReader['state'],
): Promise<StackDetail> {
  const joined = identityOfLoaded(project, stack, facts)
  const state = stack.statePath === undefined ? undefined : await readState(stack.statePath)
  const ownProviders = await programProviders(project.found, wholeProgram)
  const { identity, config } = joined
  return {
    summary: summariseStack(project, stack, facts),
    project: describeProject({ ...project, ownProviders }, facts),
    credentials: viewCandidates(identity.credentials, project, stack, facts, config, identity.hiddenFiles),
    regions: viewCandidates(identity.region, project, stack, facts, config, identity.hiddenFiles),
    hops: identity.hops.map(({ roleArn, kind, accountId }) => ({
      kind,
      ...(roleArn !== undefined && { roleArn }),
      ...(accountId !== undefined && { accountId }),
    })),
    unknowns: unknownsOf(joined, facts),
    problems: problemsOfLoaded(project, stack, joined, facts, state, ownProviders).map(viewStackProblem),
    options: viewOptions(config, project.aws),
    environments: stack.content.file?.environment.imports.map(({ name, line }) => ({ name, line })) ?? [],
    endpointServices: [...endpointServices],
    pulumiInstalled,
  }
}
