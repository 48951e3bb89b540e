import { ownTargetOf } from '../aws/own-command.ts'
import type { MergedProfile } from '../aws/types.ts'

/**
 * True for a profile whose key is in the vault: its credential_process asks Stackpass for this very profile, which only the
 * vault can answer.
 */
export function isVaultHeld(profile: MergedProfile | undefined): boolean {
  const target = ownTargetOf(profile)
  return target?.active === false && target.profile === profile?.name
}
