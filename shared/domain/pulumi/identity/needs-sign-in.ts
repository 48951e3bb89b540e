import type { ReaderError, ReaderResult } from '../../aws/readers/types.ts'

const errors: ReadonlySet<ReaderError | undefined> = new Set([
  'sso-not-signed-in',
  'sso-expired',
  'login-not-signed-in',
  'login-expired',
])

/** True where only a sign-in is missing. */
export function needsSignIn({ error }: ReaderResult): boolean {
  return errors.has(error)
}
