import { commandSpans } from './command-secrets.ts'
import { secretSpans } from './find-secrets.ts'
import { secretMask } from './secret-mask.ts'
import { maskSpans } from './spans.ts'

/** A text of any origin with its secrets masked: a program's output, an error's message, a value, a comment. */
export function redactText(text: string, mask = secretMask): string {
  return maskSpans(text, secretSpans(text), mask)
}

/** The same for a command line: also masks the passwords among its arguments. */
export function redactCommand(commandLine: string): string {
  return maskSpans(commandLine, commandSpans(commandLine))
}

const terminalCodes = /\u001b\[[0-9;?]*[A-Za-z]|[\u0000-\u0008\u000b-\u001f\u007f]/g

/**
 * What is masked only in a program's own words, beyond the rule for any text: every run as long as a secret key, except hashes,
 * and every run as long as a token, random or not.
 */
const runs =
  /(?<![A-Za-z0-9/+])(?![0-9a-f]{40}(?![A-Za-z0-9/+]))[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+])|(?<![\w/+=-])[\w/+=-]{72,}/g

/** The words of another program or a server, ready to show: without terminal codes, the given secrets masked too. */
export function redactSaid(text: string, secrets: readonly string[] = [], mask = '[hidden]'): string {
  let result = text.replace(terminalCodes, '')
  for (const secret of secrets) if (secret.length > 3) result = result.replaceAll(secret, mask)
  return redactText(result, mask).replace(runs, mask)
}

const longToken = /[A-Za-z0-9+/=_-]{30,}/g
const accessKey = /\b(?:AKIA|ASIA)[A-Z0-9]{8,}\b/g

/** Text for a log shows no secret, and no long run of letters either, whatever it may be. */
export function redactForLog(text: string): string {
  return redactText(text, '…')
    .replace(accessKey, (key) => `${key.slice(0, 4)}…`)
    .replace(longToken, '…')
}
