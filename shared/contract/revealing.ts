import type { MethodName } from './index.ts'

/** The methods that answer with a secret, because that is what they are asked for. No other does. */
export const revealingMethods: ReadonlySet<MethodName> = new Set([
  'profiles.reveal',
  'profiles.snippet',
  'edits.reveal',
  'credentials.get',
  'console.open',
])
