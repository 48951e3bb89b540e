import type { PlanView, StackId } from '../../../shared/contract/models.ts'
import type { EditWarning } from '../../../shared/domain/edit/types.ts'
import { effectiveConfig } from '../../../shared/domain/pulumi/identity/effective-config.ts'
import type { StackOperation } from '../../../shared/domain/pulumi/operations.ts'
import { readProjectFile } from '../../../shared/domain/pulumi/read/project-file.ts'
import { formatOf } from '../../../shared/domain/pulumi/read/project-file.ts'
import { readStackFile } from '../../../shared/domain/pulumi/read/stack-file.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import type { FileChange, Plan } from '../../files/types.ts'
import type { LoadedProject } from '../../stacks/load-project.ts'
import { shownPath } from '../../system/shown-path.ts'
import { assignmentOf, checkOperations } from './check-operations.ts'
import type { Facts, FactsFor } from './facts.ts'
import { newFiles, regionsLeft } from './edit-warnings.ts'
import type { StackFiles } from './identity.ts'
import { leavesProject, placeOutside } from './leaves-project.ts'
import type { ProjectIndex } from './project-index.ts'
import { newProblems } from './new-problems.ts'
import { resolveStacks, type ChosenStack } from './resolve-stacks.ts'
import { stackChange } from './stack-change.ts'
import { summariseStackOperations } from './summary-text.ts'
import type { Target } from './touched.ts'
import type { StackContext } from './types.ts'
import { findWrongAccount, wrongAccount } from './wrong-account.ts'

/** What one stack, or one project, will get. */
export interface StackEdit {
  readonly chosen: ChosenStack
  readonly operations: readonly StackOperation[]
}

export interface PlanTools {
  readonly context: StackContext
  readonly index: ProjectIndex
  readonly factsFor: FactsFor
  /** Called for each folder of the plan once it is written. */
  readonly written: (folder: string) => void
}

export function nameOf({ project, stack }: ChosenStack): string {
  return `${project.found.name}/${stack.name}`
}

/** Checks the operations of each edit against what is set where it goes. */
function checkAll(
  edits: readonly StackEdit[],
  target: Target,
  facts: Facts,
  confirmed: boolean,
): Result<undefined> {
  for (const { chosen, operations } of edits) {
    const { project, stack } = chosen
    const { error } = stack.content
    if (target === 'stack' && error !== undefined)
      return { ok: false, error: { ...error, path: shownPath(stack.path, facts.homeDir) } }
    const content = target === 'stack' ? stack.content.file : undefined
    const keys = effectiveConfig(content, project.found.content).keys()
    const checked = checkOperations(operations, {
      facts,
      keys,
      major: project.aws?.major,
      stack: stack.name,
      anyProfile: confirmed,
    })
    if (!checked.ok)
      return {
        ok: false,
        error: { ...checked.error, details: { ...checked.error.details, stack: nameOf(chosen) } },
      }
  }
  return ok(undefined)
}

function pathOf({ stack, project }: ChosenStack, target: Target): string {
  return target === 'stack' ? stack.path : project.found.projectFile
}

/** The files of the edits that are outside their projects: real paths by path. */
async function outsideOf(edits: readonly StackEdit[], target: Target): Promise<Result<Map<string, string>>> {
  const outside = new Map<string, string>()
  for (const { chosen } of edits) {
    const path = pathOf(chosen, target)
    const place = await placeOutside(chosen.project.found.folder, path)
    if (!place.ok) return place
    if (place.value !== undefined) outside.set(path, place.value)
  }
  return ok(outside)
}

function changesOf(
  edits: readonly StackEdit[],
  target: Target,
  homeDir: string,
  outside: ReadonlyMap<string, string>,
): FileChange[] {
  const changes = new Map<string, FileChange>()
  for (const { chosen, operations } of edits) {
    const path = pathOf(chosen, target)
    if (!changes.has(path))
      changes.set(path, stackChange(path, target, operations, homeDir, outside.get(path)))
  }
  return [...changes.values()]
}

/** Their projects. */
export function projectsOf(stacks: readonly ChosenStack[]): LoadedProject[] {
  return [...new Set(stacks.map(({ project }) => project))]
}

/** The files of a stack before an edit. */
export function filesBefore({ project, stack }: ChosenStack): StackFiles {
  return { stack: stack.content.file, project: project.found.content, of: project }
}

/** The files of a stack as the plan would leave them. */
function filesAfter({ project, stack }: ChosenStack, plan: Plan): StackFiles {
  const after = new Map(plan.files.map((file) => [file.path, file.after]))
  const stackBytes = after.get(stack.path)
  const projectBytes = after.get(project.found.projectFile)
  const readStack = stackBytes && readStackFile(stackBytes, formatOf(stack.path))
  const readProject = projectBytes && readProjectFile(projectBytes, project.found.fileName)
  return {
    stack: readStack?.ok ? readStack.value : stack.content.file,
    project: readProject?.ok ? readProject.value : project.found.content,
    of: project,
  }
}

/** A change of the project file reaches every stack of the project. */
function reached(edits: readonly StackEdit[], target: Target): ChosenStack[] {
  if (target === 'stack') return edits.map(({ chosen }) => chosen)
  const projects = new Set<LoadedProject>(edits.map(({ chosen }) => chosen.project))
  return [...projects].flatMap((project) => project.stacks.map((stack) => ({ project, stack, isNew: false })))
}

/**
 * Plans edits of stack or project files as one change and keeps the plan; writes nothing. Errors: those of
 * `checkOperations` and of the engine; WrongAccount unless `confirmed`; FileOutside unless
 * `leaveProject`; NothingToChange.
 */
export async function planEdits(
  { context, factsFor, written }: PlanTools,
  edits: readonly StackEdit[],
  options: {
    readonly target: Target
    readonly confirmed: boolean
    /** Files outside their projects may be changed. */
    readonly leaveProject: boolean
    readonly warnings?: readonly EditWarning[]
    /** The label in the history, where the edits differ. */
    readonly summary?: string
  },
): Promise<Result<PlanView>> {
  const { target } = options
  const facts = await factsFor(projectsOf(edits.map(({ chosen }) => chosen)))
  const checked = checkAll(edits, target, facts, options.confirmed)
  if (!checked.ok) return checked
  const outside = await outsideOf(edits, target)
  if (!outside.ok) return outside
  if (outside.value.size > 0 && !options.leaveProject) return leavesProject(outside.value, facts.homeDir)
  const changes = changesOf(edits, target, facts.homeDir, outside.value)
  const names =
    target === 'stack'
      ? edits.map(({ chosen }) => nameOf(chosen))
      : [...new Set(edits.map(({ chosen }) => chosen.project.found.name))]
  const summary = options.summary ?? summariseStackOperations(edits[0]?.operations ?? [], names, target)
  const planned = await context.files.plan(summary, changes)
  if (!planned.ok) return planned
  const plan = planned.value
  // A link changed meanwhile: the file that was checked is not the one that would be written.
  const again = await outsideOf(edits, target)
  const moved = again.ok && [...again.value].some(([path, place]) => outside.value.get(path) !== place)
  if (again.ok && moved) return leavesProject(again.value, facts.homeDir)
  if (plan.files.length === 0)
    return fail('NothingToChange', 'The files are already as requested.', {
      reason: 'No byte would change.',
      remedy: 'Nothing needs to be done.',
    })
  const stacks = reached(edits, target).map((chosen) => ({
    name: nameOf(chosen),
    chosen,
    before: filesBefore(chosen),
    after: filesAfter(chosen, plan),
  }))
  const wrong = stacks.flatMap(
    ({ name, before, after }) => findWrongAccount(name, before, after, facts) ?? [],
  )
  if (wrong.length > 0 && !options.confirmed) return wrongAccount(wrong)
  const warnings = [
    ...plan.warnings,
    ...(target === 'stack' ? newFiles(edits, facts.homeDir) : []),
    ...regionsLeft(stacks, facts),
    ...newProblems(stacks, facts),
    ...(options.warnings ?? []),
  ]
  const folders = new Set(edits.map(({ chosen }) => chosen.project.found.folder))
  return ok(
    context.plans.keep(
      { ...plan, warnings },
      {
        afterwards: () => {
          folders.forEach(written)
          return Promise.resolve()
        },
      },
    ),
  )
}

/** The changes of such edits, for a plan that changes other files too. Errors: those of the files, FileOutside. */
export async function changesOfEdits(
  { context, factsFor }: PlanTools,
  edits: readonly StackEdit[],
): Promise<Result<readonly FileChange[]>> {
  const facts = await factsFor(projectsOf(edits.map(({ chosen }) => chosen)))
  const checked = checkAll(edits, 'stack', facts, true)
  if (!checked.ok) return checked
  const outside = await outsideOf(edits, 'stack')
  if (!outside.ok) return outside
  const { homeDir } = context.ports
  return outside.value.size > 0
    ? leavesProject(outside.value, homeDir)
    : ok(changesOf(edits, 'stack', homeDir, outside.value))
}

/** `stacks.plan`: the same operations for all. Errors: those of `resolveStacks` and `planEdits`. */
export async function planStacks(
  tools: PlanTools,
  ids: readonly StackId[],
  operations: readonly StackOperation[],
  options: {
    readonly target: Target
    readonly confirmed: boolean
    readonly leaveProject: boolean
    /** `aws-native:` keys follow the `aws:` keys that change. */
    readonly native?: boolean
    /** Leaves out stacks whose file cannot be read, and says so. */
    readonly leaveOutBroken?: boolean
  },
): Promise<Result<PlanView>> {
  const { homeDir } = tools.context.ports
  const chosen = await resolveStacks(tools.index, ids, homeDir)
  if (!chosen.ok) return chosen
  const { target, native = false, leaveOutBroken = false } = options
  const isBroken = ({ stack }: ChosenStack): boolean =>
    target === 'stack' && stack.content.error !== undefined
  const usable = chosen.value.filter((stack) => !isBroken(stack))
  const left = leaveOutBroken && usable.length > 0 ? chosen.value.filter(isBroken) : []
  const edited = left.length > 0 ? usable : chosen.value
  return planEdits(
    tools,
    edited.map((stack) => ({
      chosen: stack,
      operations: native ? withNative(operations, stack, target) : operations,
    })),
    {
      ...options,
      warnings: left.map(({ stack }) => ({
        code: 'StackLeftOut',
        message: `Left out: ${shownPath(stack.path, homeDir)}: ${stack.content.error?.message ?? ''}`,
      })),
    },
  )
}

/** The operations with the same change of the `aws-native:` keys that the file has. */
function withNative(
  operations: readonly StackOperation[],
  { project, stack }: ChosenStack,
  target: Target,
): readonly StackOperation[] {
  const config = target === 'stack' ? stack.content.file?.config : project.found.content?.config
  const more = operations.flatMap((operation): StackOperation[] => {
    const assigned = assignmentOf(operation)
    const name = /^aws:(profile|region)$/.exec(assigned?.path ?? '')?.[1]
    const path = `aws-native:${name}`
    return assigned !== undefined && config?.some(({ logical }) => logical === path) === true
      ? [{ type: 'setOptionPath', path, value: assigned.value }]
      : []
  })
  return [...operations, ...more]
}
