import { redactText } from '../../shared/domain/secrets/redact.ts'
import { fail } from '../../shared/result.ts'
import { exitCodes, type CliContext } from '../context.ts'
import { safeText } from '../terminal/safe-text.ts'
import { asSentence, printJson } from './reply.ts'

const reason = 'The arguments do not fit the command, so nothing was done.'
const remedy = 'Add --help to the command to see how to use it.'

/** Prints what is wrong with the command line itself, also as JSON if requested. Returns exit code 2. */
export function usageError(context: CliContext, message: string): number {
  const { err, errPaint } = context.terminal
  const sentence = asSentence(message)
  if (context.asksJson === true) printJson(context, fail('WrongUsage', sentence, { reason, remedy }))
  err(
    `${errPaint('red', 'Usage:')} ${safeText(redactText(sentence))}\n  ${errPaint('dim', 'To do:')} ${remedy}\n`,
  )
  return exitCodes.usage
}

/** Rewrites the parser's messages as sentences like ours. */
export function inOurWords(text: string): string {
  const said = text
    .replace(/^error: /, '')
    .replace(/^option '(.+?)' argument '([^]*)' is invalid\./, "option '$1' cannot be '$2'.")
    .replace(
      /^command-argument value '([^]*)' is invalid for argument '(.+?)'\./,
      "argument '$2' cannot be '$1'.",
    )
    .trim()
    .replace(/\n\(Did you mean (.+)\?\)$/, '. Did you mean $1?')
  return said.charAt(0).toUpperCase() + said.slice(1)
}
