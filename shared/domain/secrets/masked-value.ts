import { isProgramSetting } from '../aws/keys.ts'
import { redactCommand, redactText } from './redact.ts'
import { secretMask } from './secret-mask.ts'
import { isSecretName } from './secret-names.ts'

/**
 * A value as it may be shown under its name: only the mask when the name says that it is a secret, otherwise with its secret
 * parts masked, such as the password of an address. `undefined`: nothing in it is secret.
 */
export function maskedValue(name: string, value: string): string | undefined {
  if (isSecretName(name)) return secretMask
  const shown = isProgramSetting(name) ? redactCommand(value) : redactText(value)
  return shown === value ? undefined : shown
}

/** The value of a name, ready to show. */
export function shownValue(name: string, value: string): string {
  return maskedValue(name, value) ?? value
}
