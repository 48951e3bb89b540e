import type { FileProblemView, FileStatus } from '../../shared/contract/models.ts'
import type { Paint } from '../terminal/paint.ts'
import { safeText } from '../terminal/safe-text.ts'

const colours = { error: 'red', warning: 'yellow', info: 'cyan' } as const

/** One problem: `~/.aws/config:12: error Code: message`, then why, and the repair if there is one. */
export function formatFileProblem(
  problem: FileProblemView,
  files: readonly FileStatus[],
  paint: Paint,
): string {
  const { severity, code, message, reason, fix } = problem
  const label = files.find((file) => file.kind === problem.file)?.label ?? problem.file
  const where =
    label === undefined ? '' : `${safeText(label)}${problem.line === undefined ? '' : `:${problem.line}`}: `
  const lines = [
    `${where}${paint(colours[severity], severity)} ${code}: ${safeText(message)}`,
    `  ${paint('dim', 'Why:')} ${safeText(reason)}`,
    ...(fix === undefined ? [] : [`  ${paint('dim', 'Fix:')} ${safeText(fix.label)}`]),
  ]
  return `${lines.join('\n')}\n`
}
