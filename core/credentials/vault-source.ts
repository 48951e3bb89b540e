import { parseOwnCommand } from '../../shared/domain/aws/own-command.ts'
import type { CodedError } from '../../shared/result.ts'
import { CredentialError } from './failure.ts'
import type { CredentialContext } from './types.ts'

/** The failure of a check for each way in which the vault refuses. */
function refused({ code, message, reason = '', remedy = '' }: CodedError): CredentialError {
  const known = code === 'VaultLocked' || code === 'VaultKeyMissing' ? code : 'VaultUnavailable'
  return new CredentialError({ code: known, message, reason, remedy })
}

/**
 * What our own command would print for a profile whose key is in the vault, without starting it. Undefined for every other
 * command. Throws CredentialError where the vault is locked or cannot be read.
 */
export async function fromVault(
  profile: string,
  command: string,
  { vault }: Pick<CredentialContext, 'vault'>,
): Promise<string | undefined> {
  const target = parseOwnCommand(command)
  if (target === undefined || target.active || target.profile !== profile) return undefined
  if (!(await vault.holds(profile, command))) return undefined
  const key = await vault.keyOf(profile)
  if (!key.ok) throw refused(key.error)
  const { accessKeyId, secretAccessKey } = key.value
  return JSON.stringify({ Version: 1, AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey })
}
