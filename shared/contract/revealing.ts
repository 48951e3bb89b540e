import type { MethodName } from './index.ts'

/** The only methods that answer with a secret, because that is their purpose. */
export const revealingMethods: ReadonlySet<MethodName> = new Set([
  'profiles.reveal',
  'profiles.snippet',
  'edits.reveal',
  'credentials.get',
  'console.open',
])
