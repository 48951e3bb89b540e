import { join } from 'node:path'
import { usualProjectName } from '../../shared/domain/pulumi/read/project-file.ts'
import { stackFileName } from '../../shared/domain/pulumi/stack-files.ts'
import type { AwsVersion } from './aws-version/types.ts'
import { backendOf, type Backend } from './backend.ts'
import { pooledDisk, type Disk } from './disk.ts'
import type { DiscoveredProject } from './discovery-types.ts'
import { fileBackendRoot, joinStacks, listFileBackend, type StackPresence } from './file-backend.ts'
import { loadStack, type StackContent } from './load-stack.ts'
import type { Environment } from './pulumi-home.ts'
import type { LookAtProgram } from './program-facts.ts'
import type { ProgramProvider } from './program-providers.ts'
import { selectedStack } from './selected-stack.ts'

export interface LoadedStack {
  readonly name: string
  /** Absolute, even when there is no file yet. */
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
  /** Its files that ran over their time. */
  readonly tooSlow?: readonly string[]
  /** Why files that could show the version of pulumi-aws were not read. */
  readonly refused?: readonly string[]
  /** Providers that the program creates itself, as far as its first files show. */
  readonly ownProviders: readonly ProgramProvider[]
}

/** The place from which projects are looked at. */
export interface Surroundings {
  readonly environment: Environment
  readonly homeDir: string
  readonly lookAtProgram: LookAtProgram
  readonly disk?: Disk
}

/**
 * Reads the stacks, backend, selection and pulumi-aws version of a project. Stack files that still have their signature in
 * `known` are not read again and come without a `file`: see `withKnown`.
 */
export async function loadProject(
  found: DiscoveredProject,
  { environment, homeDir, lookAtProgram, disk = pooledDisk }: Surroundings,
  known: ReadonlyMap<string, string> = new Map(),
): Promise<LoadedProject> {
  const backend = await backendOf(found.backendUrl, environment, homeDir, disk)
  const root = await disk.realPath(found.folder).catch(() => found.folder)
  const [{ aws, refused, ownProviders }, selected, listed] = await Promise.all([
    lookAtProgram(found),
    selectedStack(found, backend.url, environment, homeDir, disk),
    // A name that is not a plain word has no folder of its own in the backend.
    backend.kind === 'file' && backend.url !== undefined && isFolderName(found.name)
      ? listFileBackend(fileBackendRoot(backend.url, found.folder, homeDir), found.name, disk)
      : undefined,
  ])
  const paths = new Map(found.stacks.map((stack) => [stack.name, stack.path]))
  const states = new Map(listed?.map((stack) => [stack.name, stack.statePath]))
  const joined = joinStacks(paths.keys(), listed && states.keys())
  const stacks = await Promise.all(
    [...joined].map(async ([name, presence]): Promise<LoadedStack> => {
      const path = paths.get(name) ?? stackPath(found, name)
      const content = await loadStack(path, { known: known.get(path), root, disk })
      return { name, path, presence, selected: selected?.name === name, statePath: states.get(name), content }
    }),
  )
  return { found, aws, backend, stacks, ...(refused.length > 0 && { refused }), ownProviders }
}

function isFolderName(name: string): boolean {
  return usualProjectName.test(name) && !/^\.{1,2}$/.test(name)
}

/** Where the file of a stack is or would be. */
export function stackPath(found: DiscoveredProject, name: string): string {
  return join(found.configFolder, stackFileName(name, found.fileName) ?? `Pulumi.${name}.yaml`)
}

/** The signatures of the stack files of a project, for `loadProject`. */
export function knownFiles(project: LoadedProject | undefined): ReadonlyMap<string, string> {
  return new Map(project?.stacks.map(({ path, content }) => [path, content.signature]))
}

/** Puts the unchanged contents back in. */
export function withKnown(project: LoadedProject, before: LoadedProject | undefined): LoadedProject {
  if (before === undefined) return project
  const contents = new Map(before.stacks.map(({ path, content }) => [path, content]))
  const stacks = project.stacks.map((stack) => {
    const known = contents.get(stack.path)
    return known?.signature === stack.content.signature ? { ...stack, content: known } : stack
  })
  return { ...project, stacks }
}
