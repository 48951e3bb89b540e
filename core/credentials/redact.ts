import { redactText } from '../../shared/domain/secrets/redact.ts'

const hidden = '[hidden]'
const terminalCodes = /\u001b\[[0-9;?]*[A-Za-z]|[\u0000-\u0008\u000b-\u001f\u007f]/g

/**
 * What only a program's own words are searched for beyond the rule for any text: every run as long as a secret key, hashes aside,
 * and every run as long as a token, random or not.
 */
const runs =
  /(?<![A-Za-z0-9/+])(?![0-9a-f]{40}(?![A-Za-z0-9/+]))[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+])|(?<![\w/+=-])[\w/+=-]{72,}/g

/** Text of another program made fit to show: secrets masked, terminal codes gone, the given values masked too. */
export function redact(text: string, secrets: readonly string[] = [], mask = hidden): string {
  let result = text.replace(terminalCodes, '')
  for (const secret of secrets) if (secret.length > 3) result = result.replaceAll(secret, mask)
  return redactText(result, mask).replace(runs, mask)
}

/** The end of a text: at most `lines` lines and `characters` characters. */
export function tail(text: string, lines = 5, characters = 600): string {
  return text.trim().split('\n').slice(-lines).join('\n').slice(-characters)
}
