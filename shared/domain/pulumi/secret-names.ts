/** Names whose values are credentials: the provider's own, and what the Pulumi CLI itself takes for one. */
const secretName =
  /(?:secret|token|password|passwd|passphrase|pwd|secretkey|accesskey|apikey|api_key|privatekey|private_key|access_key)$/i

/**
 * True when a config key or a nested name holds a credential, so that its value must not be shown. Takes a name with
 * or without namespace.
 */
export function isSecretName(name: string): boolean {
  return secretName.test(name.slice(name.lastIndexOf(':') + 1))
}
