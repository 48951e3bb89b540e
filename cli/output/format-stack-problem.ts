import type { StackProblemView } from '../../shared/contract/models.ts'
import type { Paint } from '../terminal/paint.ts'
import { safeText } from '../terminal/safe-text.ts'

const colours = { error: 'red', warning: 'yellow', info: 'cyan' } as const

/** One problem of a stack: `Pulumi.dev.yaml:3: error code: message`, then why, and the repair if there is one. */
export function formatStackProblem(problem: StackProblemView, path: string, paint: Paint): string {
  const { severity, code, message, reason, line, fix } = problem
  const where = `${safeText(path)}${line === undefined ? '' : `:${line}`}`
  const lines = [
    `${where}: ${paint(colours[severity], severity)} ${code}: ${safeText(message)}`,
    `  ${paint('dim', 'Why:')} ${safeText(reason)}`,
    ...(fix === undefined ? [] : [`  ${paint('dim', 'Fix:')} ${safeText(fix.label)}`]),
  ]
  return `${lines.join('\n')}\n`
}
