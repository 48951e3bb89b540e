import type { ProfileKind } from '../aws/profile-kinds.ts'

/**
 * What can reduce the rights of a profile for a lease: a role takes a session policy, the keys of a user make a
 * session of their own. Nothing narrows a session that others made, and IAM Identity Center takes no policy.
 */
export function narrowingOf(
  kind: ProfileKind,
  inVault: boolean,
): 'session-policy' | 'federation' | undefined {
  if (inVault || kind === 'keys') return 'federation'
  return kind === 'role' || kind === 'web-identity' ? 'session-policy' : undefined
}
