import { join, resolve } from 'node:path'
import type { StackId } from '../../../shared/contract/models.ts'
import { stackNamePattern } from '../../../shared/domain/pulumi/stack-files.ts'
import { didYouMean } from '../../../shared/domain/text/did-you-mean.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import { stackPath, type LoadedProject, type LoadedStack } from '../../stacks/load-project.ts'
import { shownPath } from '../../system/shown-path.ts'
import type { ProjectIndex } from './project-index.ts'

export interface ChosenStack {
  readonly project: LoadedProject
  readonly stack: LoadedStack
  /** Neither a file nor a local backend knows the stack. */
  readonly isNew: boolean
}

/** An absolute folder; `~` is the home folder. */
export function absoluteFolder(folder: string, homeDir: string): string {
  if (folder === '~') return homeDir
  return /^~[/\\]/.test(folder) ? join(homeDir, folder.slice(2)) : resolve(folder)
}

/** One project as it is now. Errors: ProjectNotFound, and what is wrong with its file. */
export async function resolveProject(
  index: ProjectIndex,
  folder: string,
  homeDir: string,
): Promise<Result<LoadedProject>> {
  const path = absoluteFolder(folder, homeDir)
  const project = await index.fresh(path)
  if (project === undefined) {
    return fail('ProjectNotFound', `There is no Pulumi project in ${shownPath(path, homeDir)}.`, {
      reason: 'It has no Pulumi.yaml, Pulumi.yml or Pulumi.json, or only a template.',
      remedy: 'Name the folder that holds the project file.',
    })
  }
  const { problem, projectFile } = project.found
  if (problem === undefined) return ok(project)
  return { ok: false, error: { ...problem, path: shownPath(projectFile, homeDir) } }
}

function newStack(project: LoadedProject, name: string): LoadedStack {
  return {
    name,
    path: stackPath(project.found, name),
    presence: 'unknown',
    selected: false,
    statePath: undefined,
    content: { signature: 'absent', exists: false, file: undefined, error: undefined },
  }
}

function missing(project: LoadedProject, name: string): ReturnType<typeof fail> {
  const known = project.stacks.map((stack) => stack.name)
  return fail('StackNotFound', `${project.found.name} has no stack ${name}.`, {
    reason:
      known.length === 0
        ? 'No stack of it is known here.'
        : `Its stacks are ${known.slice(0, 8).join(', ')}${known.length > 8 ? ` and ${known.length - 8} more` : ''}.`,
    remedy: `${didYouMean(name, known)}Create it with \`pulumi stack init\`, or check the name; case matters.`,
  })
}

/**
 * The stack of a name. A stack without a file exists for an edit (`create`), unless a backend that can be listed says
 * that it does not. Errors: StackNotFound.
 */
export function resolveStack(project: LoadedProject, name: string, create: boolean): Result<ChosenStack> {
  const stack = project.stacks.find((candidate) => candidate.name === name)
  if (stack) return ok({ project, stack, isNew: false })
  const isListed = project.stacks.some(({ presence }) => presence !== 'unknown')
  if (!create || isListed || !stackNamePattern.test(name)) return missing(project, name)
  return ok({ project, stack: newStack(project, name), isNew: true })
}

/** Several stacks, each once, for an edit. Errors: those of `resolveProject` and `resolveStack`, for the first that fails. */
export async function resolveStacks(
  index: ProjectIndex,
  ids: readonly StackId[],
  homeDir: string,
): Promise<Result<ChosenStack[]>> {
  const projects = new Map<string, Result<LoadedProject>>()
  const folders = [...new Set(ids.map(({ project }) => project))].values()
  const lane = async (): Promise<void> => {
    for (const folder of folders) projects.set(folder, await resolveProject(index, folder, homeDir))
  }
  await Promise.all(Array.from({ length: 8 }, lane))
  const chosen = new Map<string, ChosenStack>()
  for (const id of ids) {
    const project = projects.get(id.project)!
    if (!project.ok) return project
    const stack = resolveStack(project.value, id.stack, true)
    if (!stack.ok) return stack
    chosen.set(stack.value.stack.path, stack.value)
  }
  return ok([...chosen.values()])
}
