import type { EditWarning } from '../../../shared/domain/edit/types.ts'
import { nativeLeftBehind } from '../../../shared/domain/edit/asked-about.ts'
import type { StackProblem } from '../../../shared/domain/pulumi/problems/types.ts'
import type { Facts } from './facts.ts'
import { identityOf, type StackFiles } from './identity.ts'
import { problemsOfLoaded } from './problems-of-loaded.ts'
import type { ChosenStack } from './resolve-stacks.ts'

/** How many stacks of one plan have their problems compared; each takes a look at everything the file says. */
const mostStacks = 500
/** How many stacks one warning names. */
const namedAtMost = 3

function problemsIn(
  { project, stack }: ChosenStack,
  files: StackFiles,
  facts: Facts,
): readonly StackProblem[] {
  const content = { ...stack.content, file: files.stack, error: undefined }
  const found = { ...project.found, content: files.project }
  return problemsOfLoaded({ ...project, found }, { ...stack, content }, identityOf(files, facts), facts)
}

/** A problem that a sign-in solves stops nobody from setting a profile. */
const routine: ReadonlySet<StackProblem['code']> = new Set(['profile-not-signed-in', 'session-expired'])

/** Whether to ask a person before it is written: 'NewError' always, 'NewWarning' where there is somebody to ask. */
function codeOf({ code, severity }: StackProblem): string {
  if (code === 'native-out-of-step') return nativeLeftBehind
  if (severity === 'info' || routine.has(code)) return 'NewRemark'
  return severity === 'error' ? 'NewError' : 'NewWarning'
}

export interface Planned {
  readonly name: string
  readonly chosen: ChosenStack
  readonly before: StackFiles
  readonly after: StackFiles
}

function namesIn(names: readonly string[]): string {
  const more = names.length - namedAtMost
  return `${names.slice(0, namedAtMost).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

/**
 * What is wrong in the stacks as the plan would leave them and is not wrong now: errors and warnings, each once. A problem that
 * names what the plan changes is new, even if its kind was there before.
 */
export function newProblems(planned: readonly Planned[], facts: Facts): EditWarning[] {
  const stacksOf = new Map<string, { readonly problem: StackProblem; readonly names: string[] }>()
  for (const { name, chosen, before, after } of planned.slice(0, mostStacks)) {
    const keyOf = ({ code, message, reason }: StackProblem): string => JSON.stringify([code, message, reason])
    const known = new Set(problemsIn(chosen, before, facts).map(keyOf))
    for (const problem of problemsIn(chosen, after, facts)) {
      const key = keyOf(problem)
      const isNew = !known.has(key) && (problem.severity !== 'info' || problem.code === 'native-out-of-step')
      if (!isNew) continue
      const entry = stacksOf.get(key) ?? { problem, names: [] }
      if (!entry.names.includes(name)) entry.names.push(name)
      stacksOf.set(key, entry)
    }
  }
  return [...stacksOf.values()].map(({ problem, names }) => ({
    code: codeOf(problem),
    message: `${namesIn(names)}: ${problem.message} ${problem.reason}`,
  }))
}
