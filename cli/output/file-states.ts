import type { ProfileList } from '../../shared/contract/models.ts'
import type { CliContext } from '../context.ts'
import { formatFileProblem } from './format-file-problem.ts'
import { printError, printNote } from './reply.ts'

type Problem = ProfileList['problems'][number]

/** The problem that keeps the AWS CLI from reading a file: the first such problem, where it stops. */
function stopperOf(
  { kind, stopsAwsCli }: ProfileList['files'][number],
  problems: readonly Problem[],
): Problem | undefined {
  if (stopsAwsCli !== true) return undefined
  return problems.find(
    ({ file, severity, message }) =>
      file === kind &&
      severity === 'error' &&
      /^(?:The AWS CLI cannot read this file|No AWS tool can read this file)/.test(message),
  )
}

/** For each file that the AWS CLI cannot read: that no profile works there, which line is the cause, and how to repair it. */
export function bannersOf({ files, problems }: Pick<ProfileList, 'files' | 'problems'>): string[] {
  return files.flatMap((file) => {
    const stopper = stopperOf(file, problems)
    if (stopper === undefined) return []
    const line = stopper.line === undefined ? '' : `, for line ${stopper.line}`
    const way =
      stopper.fix === undefined
        ? 'Fix the line by hand.'
        : `\`stackpass problems --fix\` repairs it: ${stopper.fix.label.toLowerCase()}.`
    return [
      `The AWS CLI reads nothing in ${file.label}${line}: no profile works in it until that is fixed. ${way}`,
    ]
  })
}

/**
 * Prints to standard error what prevents reading a whole file, and which files do not exist yet. Returns false when
 * something is broken. `problems` handles the problems of single profiles.
 */
export function printFileStates(context: CliContext, list: ProfileList): boolean {
  const { terminal } = context
  for (const banner of bannersOf(list)) printNote(context, banner)
  const broken = list.files.filter((file) => file.state === 'unreadable')
  for (const file of broken) if (file.error !== undefined) printError(context, file.error)
  const ofFiles = list.problems.filter(
    ({ severity, profile }) => severity === 'error' && profile === undefined,
  )
  for (const problem of ofFiles) terminal.err(formatFileProblem(problem, list.files, terminal.errPaint))
  if (list.profiles.length === 0 && list.files.every((file) => file.state === 'missing'))
    printNote(
      context,
      `There is no ${list.files.map((file) => file.label).join(' and no ')} yet. \`stackpass profiles add NAME\` creates the file it needs.`,
    )
  for (const warning of list.warnings) printNote(context, warning.message)
  return broken.length === 0 && ofFiles.length === 0
}
