/** What a sign-in helps. The profile is right; nobody has signed in, or that was too long ago. */
const healed: ReadonlySet<string> = new Set([
  'already-expired',
  'keys-expired',
  'login-expired',
  'login-not-signed-in',
  'sso-expired',
  'sso-not-signed-in',
  'web-token-expired',
])

/** Whether a tool refuses for an everyday reason, and not because the profile is broken for it. */
export function isRoutineRefusal(error: string | undefined): boolean {
  return error !== undefined && healed.has(error)
}
