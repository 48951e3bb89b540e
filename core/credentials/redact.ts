const hidden = '[hidden]'

/** Texts that are secrets wherever they stand, also behind `=`: JSON web tokens, secret keys (40 base64 letters), long tokens. */
const shapes = [
  /\beyJ[\w-]+\.[\w-]+\.[\w-]*/g,
  /(?<![A-Za-z0-9/+])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+])/g,
  /(?<![\w/+=-])[\w/+=-]{72,}/g,
]

const named =
  /((?:secret_?access_?key|session_?token|security_?token|access_?token|refresh_?token|client_?secret|password|passwd|pass)["']?\s*[:=]\s*["']?)[^\s"',}]+/gi

const terminalCodes = /\u001b\[[0-9;?]*[A-Za-z]|[\u0000-\u0008\u000b-\u001f\u007f]/g

/** Text of another program made fit to show: secrets hidden, terminal codes gone, the given values hidden too. */
export function redact(text: string, secrets: readonly string[] = []): string {
  let result = text.replace(terminalCodes, '')
  for (const secret of secrets) if (secret.length > 3) result = result.replaceAll(secret, hidden)
  result = result.replace(named, `$1${hidden}`)
  for (const shape of shapes) result = result.replace(shape, hidden)
  return result
}

/** The end of a text: at most `lines` lines and `characters` characters. */
export function tail(text: string, lines = 5, characters = 600): string {
  return text.trim().split('\n').slice(-lines).join('\n').slice(-characters)
}
