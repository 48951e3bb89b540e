import type { ProfileList } from '../../shared/contract/models.ts'
import type { CliContext } from '../context.ts'
import { formatFileProblem } from './format-file-problem.ts'
import { printError, printNote } from './reply.ts'

/**
 * Tells on standard error what keeps a file from being read as a whole, and where there is no file yet. Returns false when
 * something is broken. Problems of single profiles are the business of `problems`.
 */
export function printFileStates(context: CliContext, list: ProfileList): boolean {
  const { terminal } = context
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
