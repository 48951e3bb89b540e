import { join, resolve } from 'node:path'
import {
  projectFileNames,
  readProjectFile,
  type ProjectFile,
} from '../../shared/domain/pulumi/read/project-file.ts'
import {
  stacksInFolder,
  type FolderStacks,
  type IgnoredReason,
} from '../../shared/domain/pulumi/stack-files.ts'
import { maximumFileBytes, tooLarge } from '../../shared/domain/pulumi/tree/limits.ts'
import { fail, type CodedError } from '../../shared/result.ts'
import type { DiscoveredProject, DiscoveredStack } from './discovery-types.ts'
import { pooledDisk, type Disk } from './disk.ts'
import type { FolderEntry } from './walk-batch.ts'

/** How many stack files of one project, and look-alikes beside them, are looked at. */
const mostStacks = 2_000
const mostIgnored = 100

function tooManyStacks(count: number): CodedError {
  return fail('YamlTooLarge', `This project has ${count} stack files, so none of them is read.`, {
    reason: `Stackpass reads at most ${mostStacks}.`,
    remedy: 'Check that it is a project, or split its stacks over several projects.',
  }).error
}

/**
 * Reads the project of a folder from its entries. Undefined when there is none: no regular project file, or a
 * template. A project file that cannot be read is a project with a `problem`.
 */
export async function readProjectFolder(
  folder: string,
  entries: readonly FolderEntry[],
  disk: Disk = pooledDisk,
): Promise<DiscoveredProject | undefined> {
  const fileName = await projectFileOf(folder, entries, disk)
  if (fileName === undefined) return undefined
  const projectFile = join(folder, fileName)
  const read = await loadProject(projectFile, fileName, disk)
  if (!read.ok) return { ...emptyProject(folder, fileName), problem: read.error }
  const project = read.value
  if (project.template) return undefined
  const configFolder = project.stackConfigDir === undefined ? folder : resolve(folder, project.stackConfigDir)
  const here = stacksInFolder(fileNames(entries), fileName)
  const found = configFolder === folder ? here : stacksInFolder(await namesIn(configFolder, disk), fileName)
  if (found.stacks.size > mostStacks)
    return {
      ...emptyProject(folder, fileName),
      name: project.name,
      problem: tooManyStacks(found.stacks.size),
    }
  return {
    ...emptyProject(folder, fileName),
    name: project.name,
    runtime: project.runtime,
    content: project,
    stackConfigDir: project.stackConfigDir,
    configFolder,
    backendUrl: project.backendUrl,
    stacks: located(found.stacks, configFolder),
    ambiguous: located(found.ambiguous, configFolder),
    ignored: [...ignoredIn(found, configFolder), ...(found === here ? [] : outside(here, folder))].slice(
      0,
      mostIgnored,
    ),
  }
}

/** The name that the CLI takes for the project file, of those that are there. */
export function projectFileAmong(names: readonly string[]): string | undefined {
  return projectFileNames.find((name) => names.includes(name))
}

/** The first regular file among the names that the CLI tries, in its order. */
async function projectFileOf(
  folder: string,
  entries: readonly FolderEntry[],
  disk: Disk,
): Promise<string | undefined> {
  for (const fileName of projectFileNames) {
    const entry = entries.find((candidate) => candidate.name === fileName)
    if (!entry) continue
    if (entry.isFile()) return fileName
    if (entry.isSymbolicLink() && (await disk.isFile(join(folder, fileName)))) return fileName
  }
  return undefined
}

type Loaded =
  { readonly ok: true; readonly value: ProjectFile } | { readonly ok: false; readonly error: CodedError }

async function loadProject(path: string, fileName: string, disk: Disk): Promise<Loaded> {
  const read = await disk.read(path, { maxBytes: maximumFileBytes, label: 'The project file' })
  if (read.kind === 'missing')
    return fail('FileUnreadable', 'The project file could not be read.', {
      reason: 'It is gone.',
      remedy: 'Look for the projects again.',
      path,
    })
  if (read.kind === 'refused') {
    if (read.why === 'too-large') return tooLarge()
    return { ok: false, error: { ...read.error, path } }
  }
  return readProjectFile(read.bytes, fileName)
}

async function namesIn(folder: string, disk: Disk): Promise<string[]> {
  try {
    return fileNames(await disk.list(folder))
  } catch {
    // A config folder that does not exist yet holds no stack files; the CLI creates it on the first save.
    return []
  }
}

function fileNames(entries: readonly FolderEntry[]): string[] {
  const names: string[] = []
  for (const entry of entries) if (entry.isFile() || entry.isSymbolicLink()) names.push(entry.name)
  return names
}

function located(stacks: ReadonlyMap<string, string>, folder: string): DiscoveredStack[] {
  return [...stacks].map(([name, fileName]) => ({ name, path: join(folder, fileName) }))
}

function ignoredIn(found: FolderStacks, folder: string): { path: string; reason: IgnoredReason }[] {
  return [...found.ignored].map(([fileName, reason]) => ({ path: join(folder, fileName), reason }))
}

/** Stack files next to the project file while `stackConfigDir` points elsewhere: the CLI never reads them. */
function outside(here: FolderStacks, folder: string): { path: string; reason: IgnoredReason }[] {
  return [...here.stacks.values()].map((fileName) => ({
    path: join(folder, fileName),
    reason: 'outside-config-folder' as const,
  }))
}

/** A project about which only its place is known. */
export function emptyProject(folder: string, fileName: string): DiscoveredProject {
  return {
    folder,
    projectFile: join(folder, fileName),
    fileName,
    name: '',
    runtime: undefined,
    content: undefined,
    stackConfigDir: undefined,
    configFolder: folder,
    backendUrl: undefined,
    stacks: [],
    ambiguous: [],
    ignored: [],
    problem: undefined,
  }
}
