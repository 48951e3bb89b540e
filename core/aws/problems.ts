import {
  findFileProblems,
  findProblemsOfFiles,
  findProblemsOfProfile,
} from '../../shared/domain/aws/problems/find-file-problems.ts'
import { botocoreView } from '../../shared/domain/aws/lenses/botocore.ts'
import type { FileProblem } from '../../shared/domain/aws/types.ts'
import type { AwsView, SharedFileState } from './aws-files.ts'
import { shapesOf } from './shapes.ts'

/** The maximum age of problems that depend on the time, such as an ended session. Milliseconds. */
const problemsHold = 60_000

const known = new WeakMap<AwsView, { readonly at: number; readonly problems: readonly FileProblem[] }>()

function filesOf({ config, credentials }: AwsView) {
  return {
    config: config.document,
    credentials: credentials.document,
    configMode: config.mode,
    credentialsMode: credentials.mode,
  }
}

/**
 * What is wrong in the shared files, computed when it is first asked for. Kept apart from the view, because commands
 * that switch or sign in never ask, and would otherwise load all the rules.
 */
export function problemsOf(view: AwsView): readonly FileProblem[] {
  const at = view.now().getTime()
  const before = known.get(view)
  if (before !== undefined && at - before.at <= problemsHold) return before.problems
  const { profiles, environment, isHeld } = view
  const shapeOf = shapesOf(view)
  const problems = findFileProblems({ ...filesOf(view), profiles, now: at, environment, shapeOf, isHeld })
  known.set(view, { at, problems })
  return problems
}

/** The problems of one profile: does not look at the other ten thousand. */
export function problemsOfProfile(view: AwsView, name: string): readonly FileProblem[] {
  if (known.has(view)) return problemsOf(view).filter(({ profile }) => profile === name)
  const { profiles, environment, isHeld } = view
  const now = view.now().getTime()
  return findProblemsOfProfile({ ...filesOf(view), profiles, now, environment, isHeld }, name)
}

/**
 * Whether the AWS CLI stops at this file, so that no profile works in it. Reads as the AWS CLI does only where a
 * problem was found that could be the reason.
 */
export function stopsAwsCli(
  { kind, bytes }: Pick<SharedFileState, 'kind' | 'bytes'>,
  found: readonly FileProblem[],
): boolean {
  const suspect = found.some(({ file, severity }) => file === kind && severity === 'error')
  return suspect && bytes !== undefined && botocoreView(bytes, kind).error !== undefined
}

/** The problems of the files as such and of their headers; much faster, because it looks at no setting. */
export const problemsOfFiles = (view: AwsView): readonly FileProblem[] => findProblemsOfFiles(filesOf(view))
