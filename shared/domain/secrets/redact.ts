import { commandSpans } from './command-secrets.ts'
import { secretSpans } from './find-secrets.ts'
import { secretMask } from './secret-mask.ts'
import { maskSpans } from './spans.ts'

/** A text of any origin with its secrets masked: what a program wrote, an error's message, a value, a comment. */
export function redactText(text: string, mask = secretMask): string {
  return maskSpans(text, secretSpans(text), mask)
}

/** The same for a command line: also the passwords among its arguments. */
export function redactCommand(commandLine: string): string {
  return maskSpans(commandLine, commandSpans(commandLine))
}
