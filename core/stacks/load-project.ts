import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { stackFileName } from '../../shared/domain/pulumi/stack-files.ts'
import type { AwsVersion } from './aws-version/types.ts'
import { backendOf, type Backend } from './backend.ts'
import type { DiscoveredProject } from './discovery-types.ts'
import { fileBackendRoot, joinStacks, listFileBackend, type StackPresence } from './file-backend.ts'
import { loadStack, type StackContent } from './load-stack.ts'
import { readProjectFolder } from './project-folder.ts'
import type { Environment } from './pulumi-home.ts'
import { selectedStack } from './selected-stack.ts'

export interface LoadedStack {
  readonly name: string
  /** Absolute, also when there is no file yet. */
  readonly path: string
  readonly presence: StackPresence
  readonly selected: boolean
  /** State file of a `file://` backend. */
  readonly statePath: string | undefined
  readonly content: StackContent
}

/** A project with its stacks, read from disk. */
export interface LoadedProject {
  readonly found: DiscoveredProject
  readonly aws: AwsVersion | undefined
  readonly backend: Backend
  readonly stacks: readonly LoadedStack[]
}

/** Where projects are looked at from. */
export interface Surroundings {
  readonly environment: Environment
  readonly homeDir: string
  readonly detectVersion: (found: DiscoveredProject) => Promise<AwsVersion | undefined>
}

/** Looks at one folder again. Undefined when it holds no project any more. */
export async function findInFolder(folder: string): Promise<DiscoveredProject | undefined> {
  try {
    return await readProjectFolder(folder, await readdir(folder, { withFileTypes: true }))
  } catch (error) {
    // The folder went away, or may no longer be read: no project can be told there.
    if (error instanceof Error && 'code' in error) return undefined
    throw error
  }
}

/** Reads the stacks, backend, selection and pulumi-aws version of a project; files that are still as in `before` are not read again. */
export async function loadProject(
  found: DiscoveredProject,
  { environment, homeDir, detectVersion }: Surroundings,
  before?: LoadedProject,
): Promise<LoadedProject> {
  const backend = await backendOf(found.backendUrl, environment, homeDir)
  const [aws, selected, listed] = await Promise.all([
    detectVersion(found),
    selectedStack(found, backend.url, environment, homeDir),
    backend.kind === 'file' && backend.url !== undefined && found.name !== ''
      ? listFileBackend(fileBackendRoot(backend.url, found.folder, homeDir), found.name)
      : undefined,
  ])
  const paths = new Map(found.stacks.map((stack) => [stack.name, stack.path]))
  const states = new Map(listed?.map((stack) => [stack.name, stack.statePath]))
  const known = new Map(before?.stacks.map((stack) => [stack.path, stack.content]))
  const joined = joinStacks(paths.keys(), listed && states.keys())
  const stacks = await Promise.all(
    [...joined].map(async ([name, presence]): Promise<LoadedStack> => {
      const path = paths.get(name) ?? stackPath(found, name)
      const content = await loadStack(path, known.get(path))
      return { name, path, presence, selected: selected?.name === name, statePath: states.get(name), content }
    }),
  )
  return { found, aws, backend, stacks }
}

/** Where the file of a stack is or would be. */
export function stackPath(found: DiscoveredProject, name: string): string {
  return join(found.configFolder, stackFileName(name, found.fileName) ?? `Pulumi.${name}.yaml`)
}
