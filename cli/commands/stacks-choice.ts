import { existsSync, statSync } from 'node:fs'
import { isAbsolute, resolve } from 'node:path'
import type { Call } from '../../shared/contract/index.ts'
import type { ProjectSummary, StackId } from '../../shared/contract/models.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import type { CliContext, CommonOptions } from '../context.ts'
import { printNote } from '../output/reply.ts'

export interface StackChoice extends CommonOptions {
  /** Folder in or below the project. */
  readonly project?: string
  readonly stack?: readonly string[]
  readonly all?: boolean
}

/** Undefined if the current folder was removed. */
function workingFolder(): string | undefined {
  try {
    return process.cwd()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** The folder that the shell reports (in a linked checkout, the path that Pulumi remembers); else the real one. */
function currentFolder(context: CliContext): string {
  const said = context.env['PWD']
  const real = workingFolder() ?? said ?? context.homeDir
  if (said === undefined || !isAbsolute(said)) return real
  try {
    const [a, b] = [statSync(said), statSync(real)]
    return a.dev === b.dev && a.ino === b.ino ? said : real
  } catch {
    // PWD names a folder that is gone or belongs to another process.
    return real
  }
}

/** The folder that a command is about, absolute. */
export function chosenFolder(context: CliContext, options: StackChoice): string {
  const here = currentFolder(context)
  return options.project === undefined ? here : resolve(here, options.project)
}

/** The folder of the nearest project at or above a folder, as the Pulumi CLI finds it. Undefined when there is none. */
export async function projectAbove(folder: string): Promise<string | undefined> {
  const { findProjectUpwards } = await import('../../core/stacks/find-project.ts')
  return (await findProjectUpwards(folder))?.folder
}

/** The projects that a read-only command covers: the one at or above the folder with those below it, or all below the folder. */
export async function chosenProjects(
  context: CliContext,
  call: Call,
  options: StackChoice,
): Promise<Awaited<ReturnType<typeof call<'stacks.scan'>>>> {
  const folder = chosenFolder(context, options)
  if (options.project !== undefined && !existsSync(folder)) {
    return fail('FolderMissing', `There is no folder ${folder}.`, {
      reason: '--project names the folder to look in, and it does not exist.',
      remedy: 'Check its spelling. Without --project, the command uses the current folder.',
    })
  }
  return call('stacks.scan', { folders: [(await projectAbove(folder)) ?? folder] })
}

function stacksOf(project: ProjectSummary, all: boolean): Result<StackId[]> {
  const chosen = all ? project.stacks : project.stacks.filter(({ selected }) => selected)
  if (chosen.length > 0) return ok(chosen.map(({ stack }) => ({ project: project.folder, stack })))
  const names = project.stacks.map(({ stack }) => stack)
  return fail('StackNotFound', all ? 'The project has no stacks.' : 'No stack is selected in this project.', {
    reason: names.length === 0 ? 'It has no stack files.' : `Its stacks are ${names.slice(0, 8).join(', ')}.`,
    remedy: 'Name one with --stack, or take --all.',
  })
}

/** For a folder outside any project: all stacks of the projects below it, or those with the given names. */
async function stacksBelow(
  context: CliContext,
  call: Call,
  folder: string,
  options: StackChoice,
): Promise<Result<StackId[]>> {
  const none = fail('ProjectNotFound', `There is no Pulumi project in ${folder} or above it.`, {
    reason: 'No folder on this path has a Pulumi.yaml.',
    remedy: 'Go to its folder, or name it with --project. --all and --stack also search the projects below.',
  })
  if (options.all !== true && options.stack === undefined) return none
  const listed = await call('stacks.scan', { folders: [folder] })
  if (!listed.ok) return listed
  for (const { label, problem } of listed.value.projects)
    if (problem !== undefined) printNote(context, `Left out: ${label}: ${problem.message}`)
  const names = options.all === true ? undefined : new Set(options.stack)
  const chosen = listed.value.projects
    .filter(({ problem }) => problem === undefined)
    .flatMap(({ folder: project, stacks }) =>
      stacks.filter(({ stack }) => names?.has(stack) ?? true).map(({ stack }) => ({ project, stack })),
    )
  if (listed.value.projects.length === 0) return none
  if (chosen.length > 0) return ok(chosen)
  return fail('StackNotFound', `No project below ${folder} has such a stack.`, {
    reason: 'Stackpass knows a stack by its file, or by what the Pulumi CLI has recorded.',
    remedy: 'See them all with `stackpass stacks list`.',
  })
}

/** The stacks that a command is about: the named ones, all of the project, or the project's selected one. */
export async function chosenStacks(
  context: CliContext,
  call: Call,
  options: StackChoice,
): Promise<Result<StackId[]>> {
  const folder = chosenFolder(context, options)
  const project = await projectAbove(folder)
  if (project === undefined) return stacksBelow(context, call, folder, options)
  if (options.stack !== undefined && options.all !== true)
    return ok(options.stack.map((stack) => ({ project, stack })))
  const listed = await call('stacks.scan', { folders: [project] })
  if (!listed.ok) return listed
  const found = listed.value.projects.find((candidate) => candidate.folder === project)
  if (found?.problem !== undefined) {
    const { message, line } = found.problem
    return fail('ProjectNotFound', 'The project file cannot be read.', {
      reason: message,
      path: found.projectFile,
      ...(line !== undefined && { line }),
    })
  }
  return found === undefined
    ? fail('ProjectNotFound', `The project in ${project} is gone.`, {
        reason: 'Its project file was moved or deleted in the meantime.',
        remedy: 'See all projects with `stackpass stacks list`.',
      })
    : stacksOf(found, options.all === true)
}
