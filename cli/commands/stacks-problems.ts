import { relative } from 'node:path'
import type { Call } from '../../shared/contract/index.ts'
import type { StackProblemView, ProjectSummary, StackList } from '../../shared/contract/models.ts'
import { ok, type Result } from '../../shared/result.ts'
import { exitCodes, type CliContext } from '../context.ts'
import { withCore } from '../open-core.ts'
import { formatStackProblem } from '../output/format-stack-problem.ts'
import { finish, printNote } from '../output/reply.ts'
import { chosenFolder, chosenProjects, type StackChoice } from './stacks-choice.ts'

export interface Found extends StackProblemView {
  readonly project: string
  readonly stack?: string
  /** Absolute path of the file. */
  readonly path: string
}

type Problem = NonNullable<ProjectSummary['problem']>

function unreadable({ code, message, line }: Problem, file: 'stack' | 'project'): StackProblemView {
  const reason = 'Pulumi cannot read it either, or it is too large or too deep to be read here.'
  return { code, severity: 'error', file, message, reason, ...(line !== undefined && { line }) }
}

/** The problems of every chosen stack. Problems of a project file appear once, not for each of its stacks. */
export async function collectProblems(
  call: Call,
  list: StackList,
  names: ReadonlySet<string> | undefined,
): Promise<Result<Found[]>> {
  const found = new Map<string, Found>()
  const add = (problem: Found): void => {
    const { path, line, code, message } = problem
    found.set(JSON.stringify([path, line, code, message]), problem)
  }
  for (const project of list.projects) {
    const base = { project: project.folder }
    if (project.problem !== undefined) {
      add({ ...base, path: project.projectFile, ...unreadable(project.problem, 'project') })
      continue
    }
    for (const summary of project.stacks) {
      if (names !== undefined && !names.has(summary.stack)) continue
      const own = { ...base, stack: summary.stack }
      if (summary.problem !== undefined) {
        add({ ...own, path: summary.path, ...unreadable(summary.problem, 'stack') })
        continue
      }
      const shown = await call('stacks.show', { project: project.folder, stack: summary.stack })
      if (!shown.ok) return shown
      for (const problem of shown.value.problems)
        add({ ...own, path: problem.file === 'project' ? project.projectFile : summary.path, ...problem })
    }
  }
  return ok([...found.values()])
}

function tally(problems: readonly Found[], stacks: number): string {
  const parts = (['error', 'warning', 'info'] as const).flatMap((severity) => {
    const number = problems.filter((problem) => problem.severity === severity).length
    const word = severity === 'info' ? 'remark' : severity
    return number === 0 ? [] : [`${number} ${word}${number === 1 ? '' : 's'}`]
  })
  return `${parts.length === 0 ? 'No problems' : parts.join(', ')} in ${stacks} stack${stacks === 1 ? '' : 's'}.`
}

/** `stacks problems`: lists every problem by file and line, of all stacks unless some are named. Exit code 1 when one is an error. */
export function runStackProblems(context: CliContext, options: StackChoice): Promise<number> {
  return withCore(context, async (call) => {
    const listed = await chosenProjects(context, call, options)
    if (!listed.ok) return finish(context, options, listed, () => undefined)
    const names = options.stack === undefined ? undefined : new Set(options.stack)
    const known = new Set(listed.value.projects.flatMap(({ stacks }) => stacks.map(({ stack }) => stack)))
    for (const name of names ?? []) if (!known.has(name)) printNote(context, `There is no stack ${name}.`)
    const collected = await collectProblems(call, listed.value, names)
    const found: Result<{ problems: Found[] }> = collected.ok ? ok({ problems: collected.value }) : collected
    const here = chosenFolder(context, {})
    const code = finish(context, options, found, ({ problems }) => {
      const { terminal } = context
      for (const problem of problems) {
        const path = relative(here, problem.path)
        terminal.out(formatStackProblem(problem, path.startsWith('..') ? problem.path : path, terminal.paint))
      }
      const stacks = listed.value.projects.flatMap((project) => project.stacks)
      terminal.out(`${tally(problems, stacks.filter(({ stack }) => names?.has(stack) ?? true).length)}\n`)
      for (const note of listed.value.notes) printNote(context, note)
    })
    if (!found.ok) return code
    const broken = found.value.problems.some(({ severity }) => severity === 'error')
    const missing = [...(names ?? [])].some((name) => !known.has(name))
    return broken || missing ? exitCodes.refused : exitCodes.done
  })
}
