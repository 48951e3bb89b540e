import { readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import type { DiscoveredProject } from '../../core/stacks/discovery-types.ts'
import { discoverProjects } from '../../core/stacks/discovery.ts'
import { workspaceFileName } from '../../core/stacks/workspace-file.ts'
import { editStackFile } from '../../shared/domain/pulumi/edit.ts'
import type { StackOperation } from '../../shared/domain/pulumi/operations.ts'
import { formatOf } from '../../shared/domain/pulumi/read/project-file.ts'
import { corpusCodes } from './pulumi-codes.ts'

export interface CorpusFailure {
  readonly id: string
  readonly expected: string
  readonly got: string
}

export interface CorpusResult {
  readonly passed: number
  readonly failed: number
  readonly failures: readonly CorpusFailure[]
}

interface Scenario {
  readonly id: string
  readonly file: string
  readonly op: string
  readonly args: Readonly<Record<string, unknown>>
  readonly expectedTextAfter?: string
  readonly expectedError?: string
}

interface DiscoveryVector {
  readonly dir: string
  readonly project?: string
  readonly projectFile?: string
  readonly stackConfigDir?: string
  readonly backend?: string
  readonly stacks?: Readonly<Record<string, string>>
  readonly ambiguous?: Readonly<Record<string, string>>
  readonly ignored?: readonly string[]
  readonly projects?: readonly DiscoveryVector[]
  readonly skipped?: readonly string[]
}

interface WorkspaceVector {
  readonly project: string
  readonly projectFilePath: string
  readonly workspaceFile: string
}

/** Runs a folder of the stack-file corpus format: scenarios, discovery and workspace vectors, where present. */
export async function runPulumiCorpus(dir: string): Promise<CorpusResult> {
  const outcomes = [
    ...(await runScenarios(dir)),
    ...(await runDiscovery(dir)),
    ...(await readJson<WorkspaceVector[]>(dir, 'workspace-hash-vectors.json')).map((vector) => ({
      id: `workspace ${vector.projectFilePath}`,
      expected: vector.workspaceFile,
      got: workspaceFileName(vector.project, vector.projectFilePath),
    })),
  ]
  const failures = outcomes.filter((outcome) => outcome.expected !== outcome.got)
  return { passed: outcomes.length - failures.length, failed: failures.length, failures }
}

async function readJson<T extends readonly unknown[]>(dir: string, name: string): Promise<T> {
  try {
    return JSON.parse(await readFile(join(dir, name), 'utf8')) as T
  } catch (error) {
    // A corpus may contain only one kind of vectors.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [] as unknown as T
    throw error
  }
}

async function runScenarios(dir: string): Promise<CorpusFailure[]> {
  const scenarios = await readJson<Scenario[]>(dir, 'scenarios.json')
  return Promise.all(
    scenarios.map(async (scenario) => {
      const bytes = await readFile(join(dir, 'cases', scenario.file))
      const operation = { type: scenario.op, ...scenario.args } as unknown as StackOperation
      const outcome = editStackFile(bytes, operation, formatOf(scenario.file))
      const got = outcome.ok
        ? Buffer.from(outcome.bytes).toString('utf8')
        : (corpusCodes.get(outcome.error.code) ?? outcome.error.code)
      return { id: scenario.id, expected: scenario.expectedError ?? scenario.expectedTextAfter ?? '', got }
    }),
  )
}

async function runDiscovery(dir: string): Promise<CorpusFailure[]> {
  const outcomes: CorpusFailure[] = []
  for (const vector of await readJson<DiscoveryVector[]>(dir, 'discovery.json')) {
    const root = join(dir, 'cases', vector.dir)
    const { projects } = await discoverProjects([root])
    const expected = vector.projects ?? [{ ...vector, dir: '' }]
    const wanted = new Map(expected.map((item) => [item.dir, item]))
    const got = projects.map((project) => describe(root, project, wanted.get(place(root, project.folder))))
    outcomes.push({
      id: `discovery ${vector.dir}`,
      expected: JSON.stringify(
        expected.map((item) => [...fields(item)]),
        null,
        1,
      ),
      got: JSON.stringify(got, null, 1),
    })
  }
  return outcomes
}

function place(root: string, path: string): string {
  return relative(root, path).split(sep).join('/')
}

/** Compares only what a vector mentions, except for stacks, which must be exactly the expected ones. */
function fields(vector: DiscoveryVector): [string, unknown][] {
  const known: [string, unknown][] = [
    ['dir', vector.dir],
    ['project', vector.project],
    ['stacks', sorted(vector.stacks ?? {})],
    ['ambiguous', sorted(vector.ambiguous ?? {})],
    ['ignored', [...(vector.ignored ?? [])].sort()],
  ]
  if (vector.projectFile !== undefined) known.push(['projectFile', vector.projectFile])
  if (vector.stackConfigDir !== undefined) known.push(['stackConfigDir', vector.stackConfigDir])
  if (vector.backend !== undefined) known.push(['backend', vector.backend])
  return known
}

function describe(
  root: string,
  project: DiscoveredProject,
  wanted: DiscoveryVector | undefined,
): [string, unknown][] {
  const named = (stacks: DiscoveredProject['stacks']) =>
    Object.fromEntries(stacks.map((stack) => [stack.name, place(project.folder, stack.path)]))
  // The corpus writes `<stack>.deploy` the way the CLI would read the file name.
  return fields({
    dir: place(root, project.folder),
    project: project.name,
    stacks: named(project.stacks),
    ambiguous: named(project.ambiguous),
    ignored: project.ignored.map((file) => place(project.folder, file.path)),
    ...(wanted?.projectFile === undefined ? {} : { projectFile: project.fileName }),
    ...(wanted?.stackConfigDir === undefined ? {} : { stackConfigDir: project.stackConfigDir ?? '' }),
    ...(wanted?.backend === undefined ? {} : { backend: project.backendUrl ?? '' }),
  })
}

function sorted(record: Readonly<Record<string, string>>): [string, string][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1))
}
