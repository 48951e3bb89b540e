import { redactText } from '../../shared/domain/secrets/redact.ts'
import { exitCodes, type CliContext } from '../context.ts'
import { safeText } from '../terminal/safe-text.ts'

/** Says what is wrong with the command line itself. Returns exit code 2. */
export function usageError(context: CliContext, message: string): number {
  context.terminal.err(`${context.terminal.errPaint('red', 'Usage:')} ${safeText(redactText(message))}\n`)
  return exitCodes.usage
}
