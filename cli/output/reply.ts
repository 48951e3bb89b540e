import { redactError } from '../../core/dispatch/redact-reply.ts'
import type { Reply } from '../../shared/contract/index.ts'
import { redactText } from '../../shared/domain/secrets/redact.ts'
import type { CodedError } from '../../shared/result.ts'
import { exitCodes, type CliContext, type CommonOptions } from '../context.ts'
import { jsonChunks } from './json-chunks.ts'
import { safeJson, safeText } from '../terminal/safe-text.ts'

/** Prints a reply of the contract unchanged, except that secrets are removed from all error sentences. */
export function printJson(context: CliContext, reply: Reply<unknown>): void {
  const shown = reply.ok ? reply : { ...reply, error: redactError(reply.error) }
  for (const chunk of jsonChunks(shown)) context.terminal.out(safeJson(chunk))
  context.terminal.out('\n')
}

/** Adds a full stop if the text has no end mark. */
export function asSentence(text: string): string {
  return /[.?!:]$/.test(text) ? text : `${text}.`
}

/** A coded error on standard error: what happened, where, why, what to do. */
export function printError(context: CliContext, error: CodedError): void {
  const { err, errPaint } = context.terminal
  const line = (label: string, text: string | undefined): string =>
    text === undefined ? '' : `  ${errPaint('dim', label)} ${safeText(redactText(text))}\n`
  const says = (label: string, text: string | undefined): string =>
    line(label, text === undefined ? undefined : asSentence(text))
  const where =
    error.path === undefined ? undefined : `${error.path}${error.line === undefined ? '' : `:${error.line}`}`
  err(
    `${errPaint('red', `Error ${error.code}:`)} ${safeText(redactText(asSentence(error.message)))}\n` +
      line('Where:', where) +
      says('Why:  ', error.reason) +
      says('To do:', error.remedy),
  )
}

/** Ends a command with a reply: JSON if requested, else text on success; a refusal always goes to standard error. */
export function finish<T>(
  context: CliContext,
  options: CommonOptions,
  reply: Reply<T>,
  print: (value: T) => void,
): number {
  if (options.json === true) printJson(context, reply)
  if (!reply.ok) {
    printError(context, reply.error)
    return exitCodes.refused
  }
  if (options.json !== true) print(reply.value)
  return exitCodes.done
}

/** Prints a note about the result; never to standard output, so that pipes stay clean. */
export function printNote(context: CliContext, text: string): void {
  printOwnNote(context, redactText(text))
}

/** Like `printNote`, for our own words only, with nothing from a file: the patterns for secrets take a millisecond to load. */
export function printOwnNote(context: CliContext, text: string): void {
  context.terminal.err(`${context.terminal.errPaint('yellow', 'Note:')} ${safeText(text)}\n`)
}
