import { secretMask } from './secret-mask.ts'

const shapes = [
  /(?<![\w-])eyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?/g,
  /(?<![A-Za-z0-9/+])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+])/g,
  /(?<![\w/+=-])[\w/+=-]{72,}/g,
]

const named =
  /((?:secret_?access_?key|session_?token|security_?token|access_?token|refresh_?token|client_?secret|password|passwd|pass)["']?\s{0,8}[:=]\s{0,8}["']?)[^\s"',}]+/gi

/** A text of any origin with its secrets masked: what a program wrote, an error's message, a value, a comment. */
export function redactText(text: string): string {
  let result = text.replace(named, `$1${secretMask}`)
  for (const shape of shapes) result = result.replace(shape, secretMask)
  return result
}

/** The same for a command line: also the passwords among its arguments. */
export function redactCommand(commandLine: string): string {
  return redactText(commandLine).replace(/(--(?:password|secret|token)[= ])(\S+)/g, `$1${secretMask}`)
}
