import { readFile, readdir, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fail, type CodedError } from '../../shared/result.ts'
import {
  projectFileNames,
  readProjectFile,
  type ProjectFile,
} from '../../shared/domain/pulumi/read/project-file.ts'
import { quickProject } from '../../shared/domain/pulumi/read/quick-project.ts'
import {
  stacksInFolder,
  type FolderStacks,
  type IgnoredReason,
} from '../../shared/domain/pulumi/stack-files.ts'
import { maximumFileBytes } from '../../shared/domain/pulumi/tree/limits.ts'
import type { DiscoveredProject, DiscoveredStack } from './discovery-types.ts'
import type { FolderEntry } from './walk-batch.ts'

/**
 * Reads the project of a folder from its entries. Undefined when there is none: no regular project file, or a
 * template. A project file that cannot be read is a project with a `problem`.
 */
export async function readProjectFolder(
  folder: string,
  entries: readonly FolderEntry[],
): Promise<DiscoveredProject | undefined> {
  const fileName = await projectFileOf(folder, entries)
  if (fileName === undefined) return undefined
  const projectFile = join(folder, fileName)
  const read = await loadProject(projectFile, fileName)
  if (!read.ok) return { ...emptyProject(folder, projectFile, fileName), problem: read.error }
  const project = read.value
  if (project.template) return undefined
  const configFolder = project.stackConfigDir === undefined ? folder : resolve(folder, project.stackConfigDir)
  const here = stacksInFolder(fileNames(entries), fileName)
  const found = configFolder === folder ? here : stacksInFolder(await namesIn(configFolder), fileName)
  return {
    ...emptyProject(folder, projectFile, fileName),
    name: project.name,
    runtime: project.runtime,
    content: project,
    stackConfigDir: project.stackConfigDir,
    configFolder,
    backendUrl: project.backendUrl,
    stacks: located(found.stacks, configFolder),
    ambiguous: located(found.ambiguous, configFolder),
    ignored: [...ignoredIn(found, configFolder), ...(found === here ? [] : outside(here, folder))],
  }
}

/** The first regular file among the names that the CLI tries, in its order. */
async function projectFileOf(folder: string, entries: readonly FolderEntry[]): Promise<string | undefined> {
  for (const fileName of projectFileNames) {
    const entry = entries.find((candidate) => candidate.name === fileName)
    if (!entry) continue
    if (entry.isFile()) return fileName
    if (entry.isSymbolicLink() && (await isRegularFile(join(folder, fileName)))) return fileName
  }
  return undefined
}

async function isRegularFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile()
  } catch {
    // A dangling link is no project file to the CLI either.
    return false
  }
}

type Loaded =
  { readonly ok: true; readonly value: ProjectFile } | { readonly ok: false; readonly error: CodedError }

async function loadProject(path: string, fileName: string): Promise<Loaded> {
  let bytes: Buffer
  try {
    if ((await stat(path)).size > maximumFileBytes)
      return readProjectFile(new Uint8Array(maximumFileBytes + 1), fileName)
    bytes = await readFile(path)
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    return fail('FileUnreadable', 'The project file could not be read.', { reason, path })
  }
  const quick =
    fileName === 'Pulumi.json' || bytes.length > 4096 ? undefined : quickProject(bytes.toString('utf8'))
  return quick ? { ok: true, value: quick } : readProjectFile(bytes, fileName)
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return fileNames(await readdir(folder, { withFileTypes: true }))
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

function emptyProject(folder: string, projectFile: string, fileName: string): DiscoveredProject {
  return {
    folder,
    projectFile,
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
